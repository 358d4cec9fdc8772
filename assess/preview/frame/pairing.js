/* Which element each part of a page became, told by its words in order: what macros write stands for any words. */

const PARTS = "p, ul, ol, dl, table, figure, pre, blockquote, h1, h2, h3, h4, h5, h6, .admonition, details";

function words(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a part as they are written, without macros, comments, addresses of links and attributes. */
export function written(text) {
  const unsaid = /\{\{[^]*?\}\}|\{%[^]*?%\}|<!--[^]*?-->|\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]:?|\{:[^}]*\}|<[^>]*>|^!!!\s*\w+/gm;
  return words(text.replace(unsaid, " ").replace(/^\s*\d+[.)]\s/gm, " ").replace(/&\w+;/g, " "));
}

/** Whether an element holds all words of a part in their order, and not many others unless macros wrote them. */
function holds(element, block) {
  if (block.kind === "top") return false;
  if (block.kind === "call") {
    const names = [...block.text.matchAll(/['"]([\w-]+)['"]/g)].map(([, name]) => name);
    if (element.matches("figure")) return names.includes(element.dataset.dataset);
    return element.matches("table") && names.some((name) => element.querySelector(`[data-cell^="${name}/"]`));
  }
  if ((block.kind === "table") !== element.matches("table")) return false;
  const [wanted, found] = [block.words, words(element.textContent.replaceAll("¶", ""))];
  if (!wanted.length || (!block.text.includes("{{") && found.length > wanted.length * 1.5 + 4)) return false;
  let at = 0;
  for (const word of found) if (word === wanted[at]) at += 1;
  return at === wanted.length;
}

/** The element of each part that has one, both in their order, as many as can be. */
export function paired(blocks, elements) {
  const most = Array.from({ length: blocks.length + 1 }, () => new Uint16Array(elements.length + 1));
  const fits = blocks.map((block) => elements.map((element) => holds(element, block)));
  for (let i = blocks.length - 1; i >= 0; i--) {
    for (let j = elements.length - 1; j >= 0; j--) {
      most[i][j] = Math.max(most[i + 1][j], most[i][j + 1], fits[i][j] ? most[i + 1][j + 1] + 1 : 0);
    }
  }
  const found = new Map();
  for (let i = 0, j = 0; i < blocks.length && j < elements.length; ) {
    if (fits[i][j] && most[i][j] === most[i + 1][j + 1] + 1) found.set(blocks[i++], elements[j++]);
    else if (most[i + 1][j] >= most[i][j + 1]) i++;
    else j++;
  }
  return found;
}

/** The parts of an article that stand in no other part, but for what stands in a wrapper. */
export function partsOf(article) {
  return [...article.querySelectorAll(PARTS)].filter((each) => !each.parentElement.closest(PARTS) && !each.closest(".lineage"));
}
