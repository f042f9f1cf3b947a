"""A desktop's unlock dialog as gnome-keyring knows it (gcr's org.gnome.keyring.SystemPrompter), without a screen.

Prints "asked" for each dialog; a line on stdin closes the one that is open, as a person presses Cancel.
"""

import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

PROMPTER = "org.gnome.keyring.internal.Prompter"


class Prompter(dbus.service.Object):
    dialogs = []

    @dbus.service.method(PROMPTER, in_signature="o", sender_keyword="sender")
    def BeginPrompting(self, path, sender=None):
        GLib.idle_add(self.answer, sender, path, "")

    @dbus.service.method(PROMPTER, in_signature="osa{sv}s", sender_keyword="sender")
    def PerformPrompt(self, path, kind, properties, exchange, sender=None):
        self.dialogs.append((sender, path))
        print("asked", flush=True)

    @dbus.service.method(PROMPTER, in_signature="o", sender_keyword="sender")
    def StopPrompting(self, path, sender=None):
        self.dialogs = [one for one in self.dialogs if one != (sender, path)]
        self.callback(sender, path).PromptDone(ignore_reply=True)

    def cancel(self, *_):
        sys.stdin.readline()
        for sender, path in self.dialogs:
            self.answer(sender, path, "no")
        return True

    def answer(self, sender, path, reply):
        nothing = dbus.Dictionary({}, signature="sv")
        self.callback(sender, path).PromptReady(reply, nothing, "", ignore_reply=True)
        return False

    def callback(self, sender, path):
        there = bus.get_object(sender, path, introspect=False)
        return dbus.Interface(there, PROMPTER + ".Callback")


DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
name = dbus.service.BusName("org.gnome.keyring.SystemPrompter", bus)
prompter = Prompter(bus, "/org/gnome/keyring/Prompter")
GLib.io_add_watch(sys.stdin, GLib.IO_IN, prompter.cancel)
print("ready", flush=True)
GLib.MainLoop().run()
