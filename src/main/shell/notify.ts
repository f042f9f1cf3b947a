import { Notification } from "../electron.ts";
import type { Log } from "../files/log.ts";
import type { Notify } from "./person-call.ts";

/** The desktop's own notifications; none where it has none. */
export function createNotify(log: Log): Notify {
  // A notification that nobody holds is collected, and its click with it (electron#16922).
  const shown = new Set<Notification>();
  return (title, body, clicked) => {
    if (!Notification.isSupported()) return null;
    const notification = new Notification({ title, body });
    shown.add(notification);
    notification.on("click", clicked);
    notification.on("close", () => shown.delete(notification));
    notification.on("failed", (_event, error) => {
      shown.delete(notification);
      log.error("notification", "APP_UNEXPECTED", new Error(error));
    });
    notification.show();
    return notification;
  };
}
