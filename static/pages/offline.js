// The switch on one's own page: nothing is registered or kept before somebody turns it on.
(() => {
  const part = document.getElementById("ohne-netz");
  const box = part?.querySelector("input");
  const line = part?.querySelector("[role=status]");
  const workers = navigator.serviceWorker;
  if (!box || !workers || !window.caches) return;

  const show = (yes) => {
    box.checked = yes;
    line.textContent = yes ? part.dataset.on : part.dataset.off;
    box.disabled = false;
  };

  const turnOn = async () => {
    await workers.register("/sw.js");
    const { active } = await workers.ready;
    active.postMessage("keep");
  };

  const turnOff = async () => {
    const registration = await workers.getRegistration();
    registration?.active?.postMessage("forget");
    await caches.delete("ohne-netz");
    show(false);
  };

  const isKept = async () => {
    const page = await caches.match("/meine/ohne-netz", { cacheName: "ohne-netz", ignoreVary: true });
    return Boolean(page) && Date.now() < Number(page.headers.get("X-Kept-Until"));
  };

  workers.addEventListener("message", (event) => show(event.data === true));
  box.addEventListener("change", () => {
    box.disabled = true;
    (box.checked ? turnOn() : turnOff()).catch(() => show(false));
  });

  part.hidden = false;
  isKept().then((yes) => { box.checked = yes; });
})();
