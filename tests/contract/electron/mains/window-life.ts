import { app, BrowserWindow } from "electron";
import { html, inPage, live, next, say, serve } from "./kit.ts";

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => say("all-closed"));
  const { base } = await serve((_request, response) =>
    html(
      response,
      "<title>page</title><script>onbeforeunload = (event) => { if (document.body.dataset.stay) event.preventDefault(); }</script>",
    ),
  );

  const order: string[] = [];
  const watch = (window: BrowserWindow): BrowserWindow => {
    for (const event of ["ready-to-show", "close", "closed"] as const)
      window.on(event as "close", () => order.push(event));
    return window;
  };

  const first = watch(new BrowserWindow({ show: false, width: 420, height: 600 }));
  say("made", { visible: first.isVisible() });
  const ready = next(first, "ready-to-show");
  await first.loadURL(`${base}/`);
  await ready;
  say("loaded", { title: first.getTitle(), url: first.webContents.getURL().replace(base, "") });
  first.showInactive();
  const shown = first.isVisible();
  first.once("close", (event) => event.preventDefault());
  first.close();
  say("kept", { shown, destroyed: first.isDestroyed(), order: order.splice(0) });

  first.on("page-title-updated", (event) => event.preventDefault());
  first.setTitle("own title");
  const retitled = next(first, "page-title-updated");
  await inPage(first, "document.title = 'page title'");
  await retitled;
  say("titles", { window: first.getTitle(), page: first.webContents.getTitle() });

  const closed = next(first, "closed");
  first.close();
  await closed;
  say("closed", { destroyed: first.isDestroyed(), order: order.splice(0) });

  const second = watch(new BrowserWindow({ show: false }));
  await second.loadURL(`${base}/`);
  order.length = 0;
  second.destroy();
  say("destroyed", {
    destroyed: second.isDestroyed(),
    left: BrowserWindow.getAllWindows().length,
    order: order.splice(0),
  });

  const third = watch(new BrowserWindow({ show: false }));
  await third.loadURL(`${base}/`);
  // Chromium asks a page that wants to stay only after a person has touched it.
  await third.webContents.executeJavaScriptInIsolatedWorld(
    1001,
    [{ code: "document.body.dataset.stay = 'yes'" }],
    true,
  );
  third.on("close", () => say("close-before-unload"));
  let stayed = false;
  third.webContents.once("will-prevent-unload", () => {
    stayed = true;
  });
  third.close();
  while (!stayed) await inPage(third, "0");
  await new Promise((resolve) => setImmediate(resolve));
  say("stayed", { destroyed: third.isDestroyed() });
  app.on("before-quit", () => say("before-quit"));
  app.on("will-quit", () => say("will-quit"));
  third.webContents.on("will-prevent-unload", (event) => {
    say("will-prevent-unload");
    event.preventDefault();
  });
  app.quit();
});
