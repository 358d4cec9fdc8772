/* A way out in a hurry, after the pattern of GOV.UK: the button, or Shift three times. The page is emptied at once, and
   the way back does not lead to it. Without this script the button is a link. */

function canLeaveBy(exit) {
  const PRESSES = 3;
  const WITHIN = 5000; // milliseconds from one press to the next
  const said = document.createElement("span");
  let pressed = 0;
  let waiting;

  said.setAttribute("role", "status");
  said.className = "unseen";
  exit.after(Object.assign(document.createElement("span"), { className: "leave__keys", textContent: say("or press Shift 3 times") }), said);

  const leave = () => {
    document.body.replaceChildren();
    document.title = say("Loading");
    location.replace(exit.href);
  };

  const forget = () => {
    pressed = 0;
    said.textContent = "";
  };

  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  addEventListener("keyup", ({ key }) => {
    clearTimeout(waiting);
    if (key !== "Shift") return forget();
    pressed += 1;
    if (pressed === PRESSES) return leave();
    const left = PRESSES - pressed;
    said.textContent = left === 1 ? say("Shift, press 1 more time to exit") : say("Shift, press {left} more times to exit", { left });
    waiting = setTimeout(forget, WITHIN);
  });
}

document.querySelectorAll(".quick-exit").forEach(canLeaveBy);
