/* What makes a page handier to read, to print and to pass on. Without it every page is whole. */

{
  const LANGUAGE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

  /* One button changes the colours. Material has a choice for each of them, and shows what leads to the other one. */
  const palette = document.querySelector("[data-md-component=palette]");
  palette?.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    document.getElementById(button.value).click();
    palette.querySelector("button:not([hidden])").focus();
  });
  for (const button of palette?.querySelectorAll("button") ?? []) {
    /* Material chooses at Enter too, and a button that is pressed would choose back. */
    button.addEventListener("keydown", (event) => event.key === "Enter" && event.stopPropagation());
  }

  /* The list of a page's parts lies over them on a phone: once one is chosen, or Escape pressed, it is out of the way. */
  const parts = document.querySelector(".on-this-page");
  parts?.addEventListener("click", ({ target }) => {
    if (target.closest("a")) parts.open = false;
  });
  parts?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !parts.open) return;
    parts.open = false;
    parts.querySelector("summary").focus();
  });

  /* A table that is wider than its place says so, and fades on the side where it goes on. */
  for (const region of document.querySelectorAll(".table")) {
    const hint = document.createElement("p");
    hint.className = "table__wider";
    hint.textContent = say("Scroll sideways to see every column");
    hint.hidden = true;
    region.before(hint);
    const look = () => {
      hint.hidden = region.scrollWidth <= region.clientWidth + 1;
      region.classList.toggle("table--goes-on", region.scrollLeft + region.clientWidth < region.scrollWidth - 1);
    };
    new ResizeObserver(look).observe(region);
    region.addEventListener("scroll", look, { passive: true });
  }

  /* The address of a figure, to paste elsewhere; a browser that keeps the clipboard to itself shows it as its own. */
  for (const figure of document.querySelectorAll(".figure[id]")) {
    const cite = figure.querySelector(".figure__cite");
    if (!cite) continue;
    const line = document.createElement("p");
    const button = line.appendChild(document.createElement("button"));
    const said = line.appendChild(document.createElement("span"));
    line.className = "figure__copy";
    button.type = "button";
    button.textContent = say("Copy link");
    const headline = figure.querySelector(".figure__headline")?.textContent; // two figures may have one title, of two places
    button.setAttribute("aria-label", say("Copy link: {title}", { title: headline ?? figure.dataset.title }));
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const address = Object.assign(new URL(location), { hash: figure.id }).href;
      try {
        await navigator.clipboard.writeText(address);
        said.textContent = say("Copied");
      } catch {
        location.hash = figure.id;
        said.textContent = say("Copy it from the address bar");
      }
    });
    cite.before(line);
  }

  /* The code for another site, with the address that this one has here. */
  for (const line of document.querySelectorAll(".figure__site")) {
    const box = line.parentElement;
    const code = box.querySelector(".figure__code");
    const source = line.querySelector("code").textContent;
    code.textContent = code.textContent.replace(`"${source}"`, () => `"${box.querySelector("a").href}"`);
    line.remove();
  }

  /* A sheet of paper says where its page is, and when it was printed. */
  addEventListener("beforeprint", () => {
    const place = document.querySelector(".citation__address");
    const day = new Date().toLocaleDateString(LANGUAGE, { day: "numeric", month: "long", year: "numeric" });
    const address = location.protocol.startsWith("http") ? location.href.replace(/#.*/, "") : "";
    place.textContent = [place.dataset.address || address, say("Printed {day}", { day })].filter(Boolean).join(". ");
  });

  /* Opened from a folder, there is no server that finds the page of a folder, so links name it. */
  if (location.protocol === "file:") {
    for (const link of document.links) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }
  }
}
