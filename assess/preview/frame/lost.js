/* What one edition of a page shows and another does not, block by block: marked on both, and counted. */

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, figcaption, summary, svg";
const LEFT_OUT = ".lineage, .headerlink"; // where numbers come from is told in some editions, and says nothing new
const STYLE = `
  .preview-lost, .preview-instead { outline: 3px solid; outline-offset: 2px; }
  .preview-lost { outline-color: #b35900; }
  .preview-instead { outline-color: #1d70b8; outline-style: dashed; }
  .preview-lost::before, .preview-instead::before {
    background: Canvas; color: CanvasText; content: attr(data-preview); display: block; font: bold 0.7rem/1.4 sans-serif;
  }
`;

/** Mark what `fuller` has and `poorer` has not, and what stands there instead; how many blocks were lost. */
export function mark(fuller, poorer, name) {
  const [here, there] = [fuller, poorer].map(blocks);
  const [kept, keptThere] = common(here.map(text), there.map(text));
  const lost = here.filter((_, index) => !kept.has(index));
  tag(fuller, lost, "preview-lost", `Not in the ${name}`);
  tag(poorer, there.filter((_, index) => !keptThere.has(index)), "preview-instead", `Only in the ${name}`);
  return lost.length;
}

function blocks(page) {
  const found = [...(page.querySelector("article")?.querySelectorAll(BLOCKS) ?? [])];
  return found.filter((block) => !block.querySelector(BLOCKS) && !block.closest(LEFT_OUT) && text(block));
}

function text(block) {
  return block.textContent.replaceAll("¶", "").replace(/\s+/g, " ").trim();
}

/** The places of a longest common subsequence in two lists. */
function common(one, other) {
  const length = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      length[i][j] = one[i] === other[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const [inOne, inOther] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      inOne.add(i++);
      inOther.add(j++);
    } else if (length[i + 1][j] >= length[i][j + 1]) i++;
    else j++;
  }
  return [inOne, inOther];
}

function tag(page, found, name, words) {
  const sheet = new page.defaultView.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  page.adoptedStyleSheets.push(sheet);
  for (const block of found) {
    block.classList.add(name);
    block.dataset.preview = words;
  }
}
