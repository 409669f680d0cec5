// Where the keyboard is: what it is called, whether that shows, and whether it is seen. Scrolling takes a frame.
async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const stop = document.activeElement;
  const rings = [null, "::after"].map((part) => getComputedStyle(stop, part));
  if (stop.closest("svg")) rings.push(...[...stop.querySelectorAll("polygon, path, rect")].map((shape) => getComputedStyle(shape)));
  const shows = ({ outlineStyle, outlineWidth, boxShadow, strokeWidth }) =>
    (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none" || parseFloat(strokeWidth) >= 2;
  const [box] = stop.getClientRects();
  const corners = box ? [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 4, box.top + 4], [box.right - 4, box.bottom - 4]] : [];
  const isAt = (top) => top && (stop.contains(top) || [...(stop.labels ?? [])].some((label) => label.contains(top)));
  const words = [stop.ariaLabel, ...[...(stop.labels ?? [])].map((label) => label.textContent), stop.textContent, stop.name];
  return {
    kind: stop.type === "radio" ? "radio" : stop.tagName.toLowerCase(),
    name: words.map((text) => text?.toString().replace(/\s+/g, " ").trim()).find(Boolean) ?? "",
    isMarked: rings.some(shows),
    isSeen: corners.some(([x, y]) => isAt(document.elementFromPoint(x, y))),
  };
}
