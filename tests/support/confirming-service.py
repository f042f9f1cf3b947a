"""A Secret Service that behaves like KeePassXC's: each program is let at each entry by a dialog, unless it made it in
this run; what is deleted goes to a recycle bin, with its former versions.

Prints "asked" for each dialog. Lines on stdin:

    ask     from now on nobody is let at anything without a dialog
    allow   the person allows what the open dialogs ask for
    deny    the person refuses it
    hang    answers nothing any more
    spoil   from now on what is read isn't what was written, as of a file that was damaged
    look    prints what lies where, as JSON
"""

import itertools
import json
import os
import sys
import time

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

ROOT = "/org/freedesktop/secrets"
COLLECTION = ROOT + "/collection/work"
SECRET = "org.freedesktop.Secret."
PROPERTIES = "org.freedesktop.DBus.Properties"
KEPT_VERSIONS = 10  # KeePassXC's HistoryMaxItems

numbers = itertools.count(1)
asking = False
spoilt = False
dialogs = []
entries = {}
recycle_bin = []


def none():
    return dbus.ObjectPath("/")


def paths(found):
    return dbus.Array([one.path for one in found], signature="o")


class Entry(dbus.service.Object):
    def __init__(self, attributes, label):
        self.path = dbus.ObjectPath(f"{COLLECTION}/{next(numbers)}")
        self.attributes, self.label, self.versions, self.let_in = attributes, label, [], set()
        super().__init__(bus, self.path)
        entries[self.path] = self

    def write(self, secret):
        self.versions = (self.versions + [bytes(secret[2]).decode()])[-KEPT_VERSIONS - 1 :]

    def read(self):
        return b"?" if spoilt else self.versions[-1].encode()

    def is_open_to(self, sender):
        return not asking or sender in self.let_in

    @dbus.service.method(SECRET + "Item", out_signature="o", sender_keyword="sender")
    def Delete(self, sender=None):
        del entries[self.path]
        self.remove_from_connection()
        recycle_bin.append({"account": self.attributes["account"], "versions": self.versions})
        return none()

    @dbus.service.method(PROPERTIES, "s", "a{sv}", sender_keyword="sender")
    def GetAll(self, _interface, sender=None):
        return {
            "Attributes": dbus.Dictionary(self.attributes, signature="ss"),
            "Label": self.label,
            "Locked": not self.is_open_to(sender),
            "Created": dbus.UInt64(0),
            "Modified": dbus.UInt64(0),
        }


class Prompt(dbus.service.Object):
    """An access dialog; `result` is what its caller gets where the person allows it, `nothing` where they don't."""

    def __init__(self, wanted, sender, result, nothing):
        self.path = dbus.ObjectPath(f"{ROOT}/prompt/{next(numbers)}")
        self.wanted, self.sender, self.result, self.nothing = wanted, sender, result, nothing
        super().__init__(bus, self.path)

    @dbus.service.method(SECRET + "Prompt", in_signature="s")
    def Prompt(self, _window):
        dialogs.append(self)
        print("asked", flush=True)

    @dbus.service.method(SECRET + "Prompt")
    def Dismiss(self):
        self.answer(False)

    def answer(self, allowed):
        dialogs.remove(self)
        if allowed:
            for one in self.wanted:
                one.let_in.add(self.sender)
        self.Completed(not allowed, self.result() if allowed else self.nothing)

    @dbus.service.signal(SECRET + "Prompt", signature="bv")
    def Completed(self, dismissed, result):
        pass


class Collection(dbus.service.Object):
    @dbus.service.method(SECRET + "Collection", "a{sv}(oayays)b", "oo", sender_keyword="sender")
    def CreateItem(self, properties, secret, replace, sender=None):
        attributes = {str(k): str(v) for k, v in properties[SECRET + "Item.Attributes"].items()}
        found = [one for one in entries.values() if one.attributes == attributes] if replace else []
        if found and not found[0].is_open_to(sender):

            def written():
                found[0].write(secret)
                return found[0].path

            return none(), Prompt(found, sender, written, none()).path
        entry = found[0] if found else Entry(attributes, str(properties.get(SECRET + "Item.Label", "")))
        entry.let_in.add(sender)
        entry.write(secret)
        return entry.path, none()

    @dbus.service.method(PROPERTIES, "ss", "v")
    def Get(self, _interface, name):
        return self.GetAll("")[name]

    @dbus.service.method(PROPERTIES, "s", "a{sv}")
    def GetAll(self, _interface):
        return {"Items": paths(entries.values()), "Label": "work", "Locked": False}


class Service(dbus.service.Object):
    @dbus.service.method(SECRET + "Service", "sv", "vo")
    def OpenSession(self, algorithm, _input):
        if algorithm != "plain":
            raise dbus.DBusException("only plain", name="org.freedesktop.DBus.Error.NotSupported")
        return dbus.String("", variant_level=1), dbus.ObjectPath(ROOT + "/session/1")

    @dbus.service.method(SECRET + "Service", "a{ss}", "aoao", sender_keyword="sender")
    def SearchItems(self, attributes, sender=None):
        found = [one for one in entries.values() if attributes.items() <= one.attributes.items()]
        is_open = [one.is_open_to(sender) for one in found]
        return (
            paths(one for one, yes in zip(found, is_open) if yes),
            paths(one for one, yes in zip(found, is_open) if not yes),
        )

    @dbus.service.method(SECRET + "Service", "ao", "aoo", sender_keyword="sender")
    def Unlock(self, objects, sender=None):
        wanted = [entries[path] for path in objects if path in entries]
        closed = [one for one in wanted if not one.is_open_to(sender)]
        return paths(one for one in wanted if one not in closed), (
            Prompt(closed, sender, lambda: paths(closed), paths([])).path if closed else none()
        )

    @dbus.service.method(SECRET + "Service", "aoo", "a{o(oayays)}", sender_keyword="sender")
    def GetSecrets(self, items, session, sender=None):
        found = [entries[path] for path in items if path in entries and entries[path].is_open_to(sender)]
        nothing = dbus.Array([], signature="y")
        secrets = {
            one.path: dbus.Struct((session, nothing, dbus.ByteArray(one.read()), "text/plain"), signature="oayays")
            for one in found
        }
        return dbus.Dictionary(secrets, signature="o(oayays)")

    @dbus.service.method(SECRET + "Service", "s", "o")
    def ReadAlias(self, name):
        return dbus.ObjectPath(COLLECTION) if name == "default" else none()

    @dbus.service.method(PROPERTIES, "s", "a{sv}")
    def GetAll(self, _interface):
        return {"Collections": dbus.Array([dbus.ObjectPath(COLLECTION)], signature="o")}


def told(*_):
    heard = os.read(sys.stdin.fileno(), 4096).decode()
    if heard == "":
        sys.exit(0)
    for line in heard.split():
        obey(line)
    return True


def obey(line):
    global asking, spoilt
    if line == "ask":
        asking = True
        for one in entries.values():
            one.let_in.clear()
    elif line in ("allow", "deny"):
        for dialog in list(dialogs):
            dialog.answer(line == "allow")
    elif line == "spoil":
        spoilt = True
    elif line == "hang":
        time.sleep(3600)
    else:
        kept = {one.attributes["account"]: one.versions for one in entries.values()}
        print(json.dumps({"kept": kept, "bin": recycle_bin}), flush=True)


DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
name = dbus.service.BusName("org.freedesktop.secrets", bus)
service = Service(bus, ROOT)
collections = [Collection(bus, path) for path in (COLLECTION, ROOT + "/aliases/default")]
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, told)
print("ready", flush=True)
GLib.MainLoop().run()
