// What htmx leaves to us: say that something changed, mark what is waiting, tell of a lost connection.
(() => {
  const messages = () => document.getElementById("meldungen");

  const say = (text) => {
    const line = document.createElement("p");
    line.textContent = text;
    messages()?.replaceChildren(line);
  };

  const setBusy = (event, busy) => event.detail.ctx.target?.setAttribute("aria-busy", String(busy));

  document.addEventListener("htmx:before:request", (event) => setBusy(event, true));
  document.addEventListener("htmx:finally:request", (event) => setBusy(event, false));
  document.addEventListener("htmx:error", () => say(messages()?.dataset.offline ?? ""));

  // A part that was swapped in may carry a sentence for screen readers, and may ask for the focus.
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    const part = target?.isConnected ? target : document.getElementById(target?.id);
    const sentence = part?.querySelector("[data-announce]")?.textContent ?? part?.dataset.announce;
    if (sentence) say(sentence);
    part?.querySelector("[data-focus]")?.focus();
    if (part?.id === "meldungen") part.scrollIntoView({ block: "nearest" });
  });
})();
