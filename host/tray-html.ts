/** The tray page itself; it calls `hostTray` (a binding) and is drawn by `hostDraw`. */
export const trayHtml = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<title>Tray – host</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, "Noto Sans CJK JP", sans-serif; }
  body { margin: 12px; display: grid; gap: 10px; }
  header { display: flex; gap: 8px; align-items: center; }
  button { font: inherit; color: inherit; background: none; border: 1px solid transparent; border-radius: 6px; cursor: pointer; text-align: start; }
  button:hover:enabled, button:focus-visible { background: color-mix(in srgb, Highlight 25%, transparent); }
  button:disabled { opacity: .55; cursor: default; }
  #tray-icon { padding: 6px; border-color: GrayText; line-height: 0; }
  #tray-icon img { width: 24px; height: 24px; }
  #tool-tip { flex: 1; }
  [role=menu] { border: 1px solid GrayText; border-radius: 8px; padding: 4px; display: grid; }
  [role^=menuitem] { padding: 5px 10px; }
  [role=separator] { border-top: 1px solid GrayText; margin: 4px 0; opacity: .5; }
  article { border: 1px solid GrayText; border-radius: 8px; padding: 8px; display: flex; gap: 8px; align-items: start; }
  article .open { flex: 1; white-space: pre-wrap; }
  small { opacity: .75; overflow-wrap: anywhere; }
</style>
<header>
  <button id="tray-icon" type="button"><img alt=""></button>
  <span id="tool-tip"></span>
  <button id="tray-menu" type="button" aria-haspopup="menu" aria-expanded="false" aria-label="Tray menu">☰</button>
</header>
<div id="menu" role="menu" aria-label="Tray menu" hidden></div>
<section id="notifications" aria-label="Notifications" aria-live="polite"></section>
<section id="outside" aria-label="Opened in the browser"></section>
<details><summary>Power</summary>
  <button data-power="resume">resume</button> <button data-power="unlock-screen">unlock-screen</button>
</details>
<small>Development host: this page stands for the system tray.</small>
<script>
  const tell = (what, key) => hostTray(JSON.stringify({ what, key }));
  const at = (id) => document.getElementById(id);
  const make = (tag, attributes, text) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(name, value === true ? "" : value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const menu = at("menu"), icon = at("tray-icon"), menuButton = at("tray-menu");
  const entries = () => [...menu.querySelectorAll("button:enabled")];
  function openMenu(open) {
    menu.hidden = !open;
    menu.style.display = open ? "" : "none";
    menuButton.setAttribute("aria-expanded", String(open));
    if (open) entries()[0]?.focus();
  }
  function drawItem({ key, label, type, enabled }) {
    if (type === "separator") return make("div", { role: "separator" });
    const entry = make("button", { type: "button", role: "menuitem", disabled: !enabled }, label);
    entry.onclick = () => { openMenu(false); icon.focus(); tell("choose", key); };
    return entry;
  }
  let drawn = "";
  function hostDraw(state) {
    const now = JSON.stringify(state);
    if (now === drawn) return;
    drawn = now;
    const focusedLabel = menu.contains(document.activeElement) ? document.activeElement.textContent : undefined;
    icon.hidden = menuButton.hidden = !state.present;
    icon.firstElementChild.src = state.icon;
    icon.setAttribute("aria-label", state.toolTip);
    icon.title = state.toolTip;
    at("tool-tip").textContent = state.toolTip;
    menu.replaceChildren(...state.items.map(drawItem));
    if (focusedLabel !== undefined) entries().find((entry) => entry.textContent === focusedLabel)?.focus();
    at("notifications").replaceChildren(...state.notifications.map(({ key, title, body }) => {
      const box = make("article", {});
      const open = make("button", { type: "button", class: "open" });
      open.append(make("strong", {}, title), make("div", {}, body));
      open.onclick = () => tell("notification-click", key);
      const close = make("button", { type: "button", "aria-label": "Close: " + title }, "×");
      close.onclick = () => tell("notification-close", key);
      box.append(open, close);
      return box;
    }));
    at("outside").replaceChildren(...state.outside.map((url) => make("small", {}, "→ " + url)));
  }
  const toggle = () => openMenu(menu.hidden);
  icon.onclick = () => tell("click");
  icon.oncontextmenu = (event) => { event.preventDefault(); toggle(); };
  menuButton.onclick = toggle;
  menu.onkeydown = (event) => {
    const all = entries(), here = all.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") { openMenu(false); icon.focus(); }
    else if (to !== undefined) { event.preventDefault(); all[to % all.length]?.focus(); }
  };
  for (const button of document.querySelectorAll("[data-power]")) button.onclick = () => tell("power", button.dataset.power);
  openMenu(false);
  tell("ready");
</script>
</html>`;
