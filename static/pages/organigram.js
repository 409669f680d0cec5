// Zoom of the organigram: by buttons, keys, Ctrl and wheel, two fingers. The box scrolls by itself, which moves the picture
// by arrow keys and one finger; only dragging with the mouse is added.
(() => {
  const MOST = 4, STEP = 1.3;
  const box = document.querySelector("#bild .organigram");
  const picture = box?.querySelector("svg.og");
  if (!picture) return;
  const said = document.querySelector("[data-og-said]");
  const natural = Number(picture.getAttribute("width"));
  const shape = picture.viewBox.baseVal.height / picture.viewBox.baseVal.width;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let scale = 0; // 0 shows everything, however wide the box is.

  const room = () => box.clientWidth - parseFloat(getComputedStyle(box).paddingInlineStart) * 2;
  const whole = () => Math.min(1, room() / natural, (0.9 * innerHeight) / (natural * shape));
  const current = () => picture.getBoundingClientRect().width / natural;

  const say = () => {
    const text = scale ? said.dataset.zoomed.replace("{number}", Math.round(scale * 100)) : said.dataset.whole;
    if (said.textContent !== text) said.textContent = text;
  };

  // Keeps the point at (x, y) of the window where it is.
  const zoom = (wanted, x, y) => {
    const before = picture.getBoundingClientRect();
    const [right, down] = [(x - before.left) / before.width, (y - before.top) / before.height];
    scale = wanted <= whole() * 1.01 ? 0 : Math.min(wanted, MOST);
    picture.style.setProperty("--og-width", `${Math.round(natural * (scale || whole()))}px`);
    box.classList.toggle("organigram--zoomed", scale > 0);
    const after = picture.getBoundingClientRect();
    box.scrollLeft += after.left + right * after.width - x;
    box.scrollTop += after.top + down * after.height - y;
    say();
  };

  const middle = () => {
    const { left, top } = box.getBoundingClientRect();
    return [left + box.clientWidth / 2, top + box.clientHeight / 2];
  };
  const moves = { in: () => zoom(current() * STEP, ...middle()), out: () => zoom(current() / STEP, ...middle()), all: () => zoom(0, ...middle()) };

  document.addEventListener("click", (event) => moves[event.target.closest?.("[data-og-zoom]")?.dataset.ogZoom]?.());

  const keys = { "+": "in", "=": "in", "-": "out", 0: "all" };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    moves[keys[event.key]]();
  });

  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(current() * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
  }, { passive: false });

  let spread = 0;
  const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  box.addEventListener("touchstart", ({ touches }) => { spread = touches.length === 2 ? apart(touches) / current() : 0; }, { passive: true });
  box.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2 || !spread) return;
    event.preventDefault();
    const [one, other] = event.touches;
    zoom(apart(event.touches) / spread, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
  }, { passive: false });

  // A drag that moved does not also follow the link under the mouse.
  let dragged = false;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    dragged = false;
    const move = ({ clientX, clientY, movementX, movementY }) => {
      dragged ||= Math.hypot(clientX - event.clientX, clientY - event.clientY) > 5;
      if (dragged) box.scrollBy(-movementX, -movementY);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
  });
  box.addEventListener("click", (event) => {
    if (dragged) event.preventDefault();
    dragged = false;
  }, true);
  box.addEventListener("dragstart", (event) => event.preventDefault());

  // A unit that somebody looks for is brought to the middle, large enough to read.
  const show = () => {
    const target = location.hash.startsWith("#bild-") ? document.getElementById(location.hash.slice(1)) : null;
    const unit = target ?? (location.hash === "#gezeigt" ? picture.querySelector(".og-lit") : null);
    if (!unit) return;
    if (current() < 1) zoom(1, ...middle());
    unit.scrollIntoView({ block: "center", inline: "center", behavior: calm.matches ? "auto" : "smooth" });
    if (target) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(`a[href="${location.hash}"]`)) show(); // The same address again is no change.
  });
  zoom(0, ...middle());
  said.textContent = "";
  show();
})();
