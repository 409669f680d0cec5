// What a page is looked at for, beside what the test itself does. axe.min.js is there before this file.
(() => {
  const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const QUICK = { resultTypes: ["violations"], preload: false, iframes: false };
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const MAIN_TARGETS = "header a, header button, .kern-btn, .ks-footer li a, .kern-form-input__input, .kern-form-input__select";
  const start = (element) => element.outerHTML.slice(0, 200);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const faults = ({ violations }) => violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.any.map((check) => check.message).join()}`));

  // Two texts have the same contrast if all that colours them is the same; axe measures the first of each kind,
  // because measuring a list with hundreds of rows takes seconds.
  const colouring = (element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const kind = [color, fontSize, fontWeight, textShadow, element.matches(":disabled")];
    for (let around = element; around; around = around.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(around);
      if (backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none" || opacity !== "1") kind.push(backgroundColor, backgroundImage, opacity);
    }
    return kind.join("|");
  };
  const hasText = (element) => element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());
  const firstOfEachColouring = () => {
    const first = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      if (!hasText(element) || !isSeen(element) || element.closest("svg, option, .kern-sr-only")) continue;
      const kind = colouring(element);
      if (!first.has(kind)) first.set(kind, element);
    }
    return [...first.values()];
  };

  window.rules = async () =>
    faults(await axe.run(document, { ...QUICK, runOnly: LEVELS, rules: { "color-contrast": { enabled: false } } }));
  window.contrast = async () =>
    faults(await axe.run({ include: firstOfEachColouring() }, { ...QUICK, runOnly: { type: "rule", values: ["color-contrast"] } }));

  // A link inside a sentence may be as high as its line (WCAG 2.2, 2.5.8); a label belongs to its tick box.
  const isInSentence = (target) => target.tagName === "A" && getComputedStyle(target).display === "inline" &&
    [...target.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.nodeValue));
  const size = (target) => {
    const boxes = [target, ...(target.labels ?? [])].map((part) => part.getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  };
  window.smallTargets = () => [...document.querySelectorAll(TARGETS)]
    .filter((target) => isSeen(target) && !target.closest("svg, .ks-skip") && !isInSentence(target))
    .map((target) => [target, ...size(target), target.matches(MAIN_TARGETS) && !target.matches("[type=radio], [type=checkbox]") ? 43.5 : 24])
    .filter(([, width, height, least]) => width < 24 || height < least)
    .map(([target, width, height]) => `target ${Math.round(width)} x ${Math.round(height)}: ${start(target)}`);

  // Only tables of numbers and pictures may be wider than the screen, each in a frame of its own that scrolls.
  window.tooWide = () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).slice(-2).map((element) => `wide: ${start(element)}`);

  // WCAG 1.4.12: people may set their own spacing, and no text may be lost by it.
  window.spaceOut = () => {
    const own = new CSSStyleSheet();
    own.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
      " p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [own];
  };
  const hides = (overflow) => ["hidden", "clip"].includes(overflow);
  window.cutOff = () => [...document.body.querySelectorAll("*")].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return isSeen(element) && !element.closest("svg, .kern-sr-only, .kern-icon") && element.textContent.trim() &&
      ((hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
       (hides(overflowY) && element.scrollHeight > element.clientHeight + 1));
  }).map(start);

  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  window.moving = () => [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) || scrollBehavior === "smooth";
  }).map(start);

  // Forced colours take away backgrounds and shadows: an edge has to be left.
  window.edgeless = () => [...document.querySelectorAll(".kern-btn, .kern-badge, .ks-status, input:not([type=hidden]), textarea, select")]
    .filter((element) => isSeen(element) && !element.closest(".kern-sr-only"))
    .filter((element) => {
      const { borderBlockEndWidth, outlineStyle, outlineWidth } = getComputedStyle(element);
      return parseFloat(borderBlockEndWidth) < 1 && (outlineStyle === "none" || parseFloat(outlineWidth) < 1);
    }).map(start);
})();
