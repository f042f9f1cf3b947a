"""What a Linux desktop offers an app over D-Bus, for one bus: a place for tray icons (StatusNotifierItem and its menu,
com.canonical.dbusmenu), notifications, and the sleep of the PC (logind). A person's hands on it are JSON lines on
standard input; each is answered by one on standard output. Ends with whoever started it.

https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/
https://specifications.freedesktop.org/notification-spec/latest/
https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
"""
import base64
import json
import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
NOTIFICATIONS = "org.freedesktop.Notifications"
LOGIND = "org.freedesktop.login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def process_of(sender):
    return int(bus.call_blocking(*BUS, "GetConnectionUnixProcessID", "s", (sender,)))


class Watcher(dbus.service.Object):
    """Where icons are registered; also says that somebody shows them."""

    def __init__(self):
        super().__init__(bus, "/StatusNotifierWatcher")
        self.items = {}  # unique name -> (process, where the icon is)
        bus.add_signal_receiver(self.left, "NameOwnerChanged", BUS[2])

    def left(self, name, _before, now):
        if not now:
            self.items.pop(str(name), None)

    def of(self, process):
        return next((where for owner, where in self.items.values() if owner == process), None)

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        at_path = service.startswith("/")
        where = (sender, str(service)) if at_path else (str(service), "/StatusNotifierItem")
        self.items[str(sender)] = (process_of(sender), where)
        self.StatusNotifierItemRegistered(service)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, _service):
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, service):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": dbus.Int32(0),
            "RegisteredStatusNotifierItems": dbus.Array([where[0] for _, where in self.items.values()], signature="s"),
        }


class Notifications(dbus.service.Object):
    DISMISSED, CLOSED = 2, 3

    def __init__(self):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.shown = {}
        self.last = 0

    @dbus.service.method(NOTIFICATIONS, in_signature="susssasa{sv}i", out_signature="u", sender_keyword="sender")
    def Notify(self, _app, replaces, _icon, title, body, actions, hints, _timeout, sender=None):
        number = int(replaces)
        if number == 0:
            self.last = number = self.last + 1
        self.shown[number] = {
            "process": process_of(sender),
            "title": str(title),
            "body": str(body),
            "pressable": "default" in actions,
            "app": str(hints.get("desktop-entry", "")),
        }
        return dbus.UInt32(number)

    @dbus.service.method(NOTIFICATIONS, in_signature="u")
    def CloseNotification(self, number):
        self.end(int(number), self.CLOSED)

    @dbus.service.method(NOTIFICATIONS, out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body", "persistence"]

    @dbus.service.method(NOTIFICATIONS, out_signature="ssss")
    def GetServerInformation(self):
        return ("desktop", "tests", "1", "1.2")

    @dbus.service.signal(NOTIFICATIONS, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    @dbus.service.signal(NOTIFICATIONS, signature="us")
    def ActionInvoked(self, number, action):
        pass

    def end(self, number, reason):
        if self.shown.pop(number, None) is not None:
            self.NotificationClosed(number, reason)

    def of(self, process):
        return [
            {"number": number, **{name: one[name] for name in ("title", "body", "pressable", "app")}}
            for number, one in self.shown.items()
            if one["process"] == process
        ]


class Logind(dbus.service.Object):
    def __init__(self):
        super().__init__(bus, "/org/freedesktop/login1")

    @dbus.service.method(f"{LOGIND}.Manager", in_signature="ssss", out_signature="h")
    def Inhibit(self, _what, _who, _why, _mode):
        held, given = os.pipe()
        os.close(held)
        return dbus.types.UnixFd(given)

    @dbus.service.signal(f"{LOGIND}.Manager", signature="b")
    def PrepareForSleep(self, begins):
        pass

    @dbus.service.signal(f"{LOGIND}.Manager", signature="b")
    def PrepareForShutdown(self, begins):
        pass


names = [
    dbus.service.BusName(name, bus, allow_replacement=False, do_not_queue=True)
    for name in (WATCHER, NOTIFICATIONS, LOGIND)
]
watcher, notifications, logind = Watcher(), Notifications(), Logind()
watcher.StatusNotifierHostRegistered()


def ask(where, interface, method, signature, arguments):
    """Goes on serving meanwhile, as every desktop does: an app that asks something itself may not answer before."""
    answers = []
    bus.call_async(
        *where, interface, method, signature, arguments,
        lambda *values: answers.append((values[0] if len(values) == 1 else values, None)),
        lambda error: answers.append((None, error)),
        timeout=5.0,
    )
    while not answers:
        GLib.MainContext.default().iteration(True)
    value, error = answers[0]
    if error is not None:
        raise error
    return value


def item_of(process):
    where = watcher.of(process)
    if where is None:
        raise LookupError("no icon")
    return where, ask(where, PROPERTIES, "GetAll", "s", (ITEM,))


def entries_of(where, properties):
    menu = (where[0], str(properties["Menu"]))
    _, (_, _, children) = ask(menu, MENU, "GetLayout", "iias", (0, -1, []))
    return menu, [
        {
            "id": int(number),
            # An underscore marks the next letter as the access key; two stand for one.
            "label": "_".join(part.replace("_", "") for part in str(given.get("label", "")).split("__")),
            "type": "separator" if given.get("type") == "separator" else "item",
            "enabled": bool(given.get("enabled", True)),
        }
        for number, given, _ in children
        if given.get("visible", True)
    ]


def tray(process):
    where, properties = item_of(process)
    tooltip = properties.get("ToolTip")
    return {
        "tooltip": str(tooltip[2] or tooltip[3]) if tooltip else str(properties.get("Title", "")),
        "icons": [
            {"width": int(width), "height": int(height), "argb": base64.b64encode(bytes(data)).decode()}
            for width, height, data in properties.get("IconPixmap", [])
        ],
        "menu": entries_of(where, properties)[1],
    }


def press_tray(process):
    ask(item_of(process)[0], ITEM, "Activate", "ii", (0, 0))


def press_entry(process, label):
    menu, entries = entries_of(*item_of(process))
    found = next(one for one in entries if one["label"] == label and one["enabled"])
    event = (found["id"], "clicked", dbus.Int32(0, variant_level=1), dbus.UInt32(0))
    # Refused where the menu was drawn anew meanwhile (TrayIcon in src/main/shell/tray.ts); a person presses again then.
    ask(menu, MENU, "Event", "isvu", event)


def press_notification(process, number):
    next(one for one in notifications.of(process) if one["number"] == number)
    notifications.ActionInvoked(number, "default")
    notifications.end(number, Notifications.DISMISSED)


def close_notification(number):
    notifications.end(number, Notifications.DISMISSED)


hands = {
    "tray": tray,
    "press-tray": press_tray,
    "press-entry": press_entry,
    "notifications": notifications.of,
    "press-notification": press_notification,
    "close-notification": close_notification,
    "prepare-for-sleep": logind.PrepareForSleep,
    "prepare-for-shutdown": logind.PrepareForShutdown,
}


def answer(line):
    asked = json.loads(line)
    try:
        said = {"value": hands[asked["do"]](*asked["with"])}
    except (LookupError, StopIteration, dbus.DBusException) as missing:
        said = {"missing": str(missing) or type(missing).__name__}
    print(json.dumps({"number": asked["number"], **said}), flush=True)


loop = GLib.MainLoop()
lines = os.fdopen(sys.stdin.fileno(), "rb", buffering=0)


def heard(_source, _condition):
    line = lines.readline()
    if line:
        answer(line)
    else:
        loop.quit()
    return bool(line)


GLib.io_add_watch(lines, GLib.IO_IN | GLib.IO_HUP, heard)
print(json.dumps({"ready": True}), flush=True)
loop.run()
