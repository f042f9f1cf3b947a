import { Notification } from "./electron.ts";
import type { Notify } from "./person-call.ts";

/** The desktop's own notification; null where it has none. */
export const notify: Notify = (title, body, clicked) => {
  if (!Notification.isSupported()) return null;
  const notification = new Notification({ title, body });
  notification.on("click", clicked);
  notification.show();
  return notification;
};
