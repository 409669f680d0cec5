// What htmx leaves to us: say that something changed, mark what is waiting, tell of a lost connection.
(() => {
  const messages = () => document.getElementById("meldungen");

  const say = (text, look = "") => {
    const line = document.createElement("p");
    line.className = look;
    line.textContent = text;
    messages()?.replaceChildren(line);
  };

  // htmx names a target by a selector where a status chose it, and by the element otherwise, which may be gone by now.
  const partOf = (target) => {
    if (typeof target === "string") return document.querySelector(target);
    return target?.isConnected ? target : document.getElementById(target?.id);
  };

  // After an error the answer has another target than the one that waited, so whatever is busy is asked for.
  document.addEventListener("htmx:before:request", (event) => partOf(event.detail.ctx.target)?.setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:finally:request", () =>
    document.querySelectorAll("[aria-busy=true]").forEach((waiting) => waiting.setAttribute("aria-busy", "false")));

  // Fields that say nothing stay out of addresses, which people copy and print.
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.method === "get") [...formData].forEach(([name, value]) => value || formData.delete(name));
  });
  document.addEventListener("htmx:error", () => say(messages()?.dataset.offline ?? ""));

  // A part that was swapped in may carry a sentence for screen readers, and may ask for the focus.
  document.addEventListener("htmx:after:swap", (event) => {
    const part = partOf(event.detail.ctx.target);
    const sentence = part?.querySelector("[data-announce]")?.textContent ?? part?.dataset.announce;
    if (sentence) say(sentence, "kern-sr-only");
    part?.querySelector("[data-focus]")?.focus();
    if (part?.id === "meldungen") part.scrollIntoView({ block: "nearest" });
  });
})();
