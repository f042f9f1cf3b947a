import { askSessionBus, canAskSessionBus } from "../bus/session-bus.ts";
import { Notification } from "../electron.ts";
import type { Log } from "../files/log.ts";
import type { Notify } from "./person-call.ts";

/** A desktop that is busy with its start shows it late rather than never. */
const PATIENCE_MS = 60_000;

/** The desktop's own notifications; none where it has none. */
export function createNotify(log: Log): Notify {
  // A notification that nobody holds is collected, and its click with it (electron#16922).
  const shown = new Set<Notification>();
  const show = (title: string, body: string, clicked: () => void): Notification => {
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
  return (title, body, clicked) => {
    if (!Notification.isSupported()) return null;
    let notification: Notification | null = null;
    let isOver = false;
    const whenTaken = async (work: () => void): Promise<void> => {
      if (await isTaken()) work();
      else log.event("notification", "not-taken");
    };
    void whenTaken(() => {
      if (!isOver) notification = show(title, body, clicked);
    });
    return {
      close: () => {
        isOver = true;
        if (notification !== null) void whenTaken(() => notification?.close());
      },
    };
  };
}

/**
 * Whether the desktop answers. On Linux Electron asks it in the client's main thread (libnotify_notification.cc) and
 * waits for 25 s; so it is asked from elsewhere first, by what libnotify asks first.
 */
async function isTaken(): Promise<boolean> {
  if (!canAskSessionBus()) return true;
  const answer = await askSessionBus(
    {
      destination: "org.freedesktop.Notifications",
      path: "/org/freedesktop/Notifications",
      method: "org.freedesktop.Notifications.GetServerInformation",
    },
    { limitMs: PATIENCE_MS },
  );
  return answer !== null;
}
