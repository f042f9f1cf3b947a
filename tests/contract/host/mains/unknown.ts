import { app, BrowserWindow, Menu, session } from "electron";
import { say } from "./kit.ts";

const name = (work: () => unknown): string => {
  try {
    work();
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
};
await app.whenReady();
app.on("window-all-closed", () => {});
const window = new BrowserWindow({ show: false });
say("names", {
  instance: name(() => window.setOpacity(1)),
  class: name(() =>
    (BrowserWindow as unknown as { fromBrowserView(view: null): void }).fromBrowserView(null),
  ),
  app: name(() => app.setLoginItemSettings({})),
  contents: name(() => window.webContents.openDevTools()),
  session: name(() => session.defaultSession.setSpellCheckerLanguages([])),
  event: name(() => window.on("moved", () => {})),
  preference: name(() => new BrowserWindow({ webPreferences: { nodeIntegration: true } })),
  option: name(() => new BrowserWindow({ kiosk: true })),
  item: name(() => Menu.buildFromTemplate([{ label: "More", submenu: [] }])),
});
app.exit(0);
