/* What the editor asks the preview, with the token that the window was opened with. */

const KEPT = "assess-edit";

/* The token comes in the address, which is never sent, and is kept for this window alone. */
const given = /^#edit=([\w-]+)$/.exec(location.hash);
if (given) sessionStorage.setItem(KEPT, given[1]);

export const mayEdit = sessionStorage.getItem(KEPT) !== null;

/** Ask the preview; what it refuses comes back with its reason. */
export async function ask(name, asked) {
  try {
    const answer = await fetch(`/_/edit/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Assess-Edit": sessionStorage.getItem(KEPT) ?? "" },
      body: JSON.stringify(asked),
    });
    return answer.status === 403 ? { refused: (await answer.text()).trim() } : await answer.json();
  } catch {
    return { refused: "The preview does not answer. Is it running? Your text is kept here" };
  }
}
