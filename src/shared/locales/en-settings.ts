import type { jaSettings } from "./ja-settings.ts";
import type { Same } from "./texts.ts";

export const enSettings: Same<typeof jaSettings> = {
  heading: "Settings",
  service: "Service",
  serviceHint: "A change takes effect at once.",
  startupLogin: "Log in automatically at startup",
  startupLoginHint: "If it is off, no login window opens by itself from the next start on.",
  autostart: "Start this app with the PC",
  notInstalled: "Can be changed in the installed app.",
  language: "Language",
  languages: { ja: "日本語", en: "English" },
  notifications: {
    label: "Notifications",
    all: "Show all",
    needed: "Show only what I have to do or know",
    none: "Show none",
    noneHint: "None are shown even when you have to log in. The icon and the status window tell you.",
  },
  proxy: {
    label: "Proxy server",
    kind: {
      system: "As this PC is set up",
      direct: "None",
      server: "At this address",
      pac: "By an automatic configuration script (PAC)",
    },
    server: "Address and port",
    bypass: "Hosts reached without the proxy",
    pac: "Address of the script",
    hint: {
      server: "For example proxy.example.com:8080",
      bypass: "Leave it empty if there are none. Separate several by spaces, for example *.example.com",
      pac: "For example https://proxy.example.com/proxy.pac",
    },
    wrong: {
      server: "Enter it like proxy.example.com:8080, without a user name or password.",
      pac: "Enter it like https://proxy.example.com/proxy.pac.",
    },
    save: "Save",
    cancel: "Discard changes",
    try: "Test the connection",
    stop: "Stop the test",
    running: "Testing the connection to the service…",
    stopped: "The test was stopped.",
    works: "The service was reached",
    via: "The connection went through the proxy {{proxy}}.",
    direct: "The connection went through no proxy.",
    next: {
      NET_PROXY:
        "Check the address and the port and test again. If they are right, ask your administrator to check the proxy.",
      NET_PROXY_AUTH:
        "To use this proxy, save it and log in. The status window then asks for your user name and password.",
    },
  },
  locked: {
    "machine-policy": "Set by your company for this PC.",
    "user-policy": "Set by your company for your account.",
    "policy-unread": "Can't be changed now, because your company's settings can't be read.",
    installed: "It was installed to start for everybody who uses this PC.",
  },
  saving: "Saving…",
  saved: "Saved.",
  undone: "Changed back.",
  undo: "Undo",
  waiting: "Some changes take effect once the present login is over.",
};
