import type { ErrorTexts } from "./error-texts.ts";

/** Errors of the network, settings, the command line and the app. */
export const enOtherErrors = {
  NET_OFFLINE: {
    title: "No network connection",
    cause: "This PC cannot reach the Internet.",
    next: "Check the network connection. It continues by itself once connected.",
    phone: "How do I connect to the network?",
  },
  NET_DNS: {
    title: "The service could not be found",
    cause: "The network could not look up the service’s name.",
    next: "Check the network connection. It continues by itself once connected.",
    phone: "Could you check whether the service can be reached from this network?",
  },
  NET_TIMEOUT: {
    title: "The service does not answer",
    cause: "The service was contacted, but no answer arrived in time.",
    next: "It is tried again automatically. Please wait.",
    phone: "Is anything known about the service?",
  },
  NET_CAPTIVE_PORTAL: {
    title: "The network wants you to sign in",
    cause: "A sign-in page, such as that of a public Wi-Fi, stands between this PC and the service.",
    next: "Open a browser and sign in to the network. It continues by itself afterwards.",
    phone: "How do I sign in to the network?",
  },
  NET_TLS_INSPECTION: {
    title: "The certificate’s issuer is unknown to this PC",
    cause:
      "Traffic inspection may stand in between, with a certificate that is not registered on this PC. The connection was stopped.",
    next: "Ask your administrator to register the certificate of the inspection with this PC’s system. The login window trusts only what is registered there.",
    phone: "Could you register the certificate of the inspection?",
  },
  NET_TLS: {
    title: "A safe connection could not be confirmed",
    cause:
      "The name or the dates of the service’s certificate could not be verified, so the connection was stopped.",
    next: "Ask your administrator to check the certificates.",
    phone: "Could you check the certificates?",
  },
  NET_PROXY: {
    title: "No connection through the proxy",
    cause: "The proxy server did not accept the connection.",
    next: "Ask your administrator to check the proxy settings.",
    phone: "Could you check the proxy settings?",
  },
  NET_PROXY_AUTH: {
    title: "The proxy wants to know who you are",
    cause: "The proxy server asks for a user name and a password.",
    next: "Enter the proxy’s user name and password in the status window.",
    phone: "Could you check whether I am registered with the proxy?",
  },
  NET_PAC: {
    title: "The proxy’s automatic configuration cannot be read",
    cause: "The proxy configuration file (PAC) is not to be had, or is not valid.",
    next: "Ask your administrator to check the proxy configuration file.",
    phone: "Could you check the proxy configuration file?",
  },
  NET_PROXY_TICKET: {
    title: "The proxy does not accept this PC’s sign-in",
    cause: "The proxy server only takes the PC’s own sign-in, and did not accept it.",
    next: "Connect to the office network, lock the PC, and sign in again with the password.",
    phone: "I have signed in again, and nothing changed. Could you check how the proxy authenticates?",
  },
  NET_SERVER: {
    title: "The service is temporarily unavailable",
    cause: "The service cannot handle requests at the moment.",
    next: "It is tried again automatically. Please wait.",
    phone: "Is anything known about the service?",
  },
  NET_RATE_LIMITED: {
    title: "The service is busy",
    cause: "The service asks to wait a little.",
    next: "It is tried again automatically. Please wait.",
    phone: "Is anything known about the service?",
  },
  NET_UNEXPECTED_ANSWER: {
    title: "An unexpected answer arrived",
    cause: "A Wi-Fi sign-in page or the like may stand in between.",
    next: "Open a browser and check whether the network wants you to sign in.",
    phone: "I will read out the address beside the error code: could you check it?",
  },
  POLICY_INVALID: {
    title: "The administrator’s settings cannot be read",
    cause: "The settings deployed to this PC contain something invalid.",
    next: "Ask your administrator to check the settings.",
    phone: "Could you check the settings deployed to this PC?",
  },
  POLICY_PROFILE_INVALID: {
    title: "The connection settings cannot be read",
    cause: "The connection information contains something invalid.",
    next: "Ask your administrator to check the connection settings.",
    phone: "Could you check the connection settings?",
  },
  POLICY_PROFILE_INCOMPLETE: {
    title: "The connection settings are incomplete",
    cause: "Information needed to log in has not been set yet.",
    next: "Ask your administrator to check the connection settings.",
    phone: "Could you check the connection settings?",
  },
  POLICY_PART_IGNORED: {
    title: "Part of the administrator’s settings is not used",
    cause:
      "The settings deployed to this PC contain something that cannot be used. The app works without it, or with what held before.",
    next: "You can go on logging in. Ask your administrator to check the settings.",
    phone: "Could you check which of the settings deployed to this PC is not used?",
  },
  SETTINGS_UNREAD: {
    title: "The settings cannot be read just now",
    cause:
      "Another app may be using the file. The app started with its defaults, and your settings are still there.",
    next: "They are read again automatically at the next start.",
    phone: "Could you check whether another app uses the settings file?",
  },
  SETTINGS_SET_ASIDE: {
    title: "The previous settings could not be read",
    cause: "The unreadable file was set aside and the app started with usable settings.",
    next: "Nothing needs to be done. You can review them in the settings.",
    phone: "How do I get the previous settings back?",
  },
  IPC_REJECTED: {
    title: "The action was not accepted",
    cause: "There was an unexpected request inside the app.",
    next: "Tell the helpdesk the error code.",
    phone: "I will say which button I pressed.",
  },
  CLI_USAGE: {
    title: "Please check the command",
    cause: "It contains something that is not accepted.",
    next: "See storage-drive --help for its use.",
    phone: "How is it used?",
  },
  CLI_NOT_RUNNING: {
    title: "The app is not running",
    cause: "This command asks the running app.",
    next: "Run storage-drive login: it starts the app and logs in.",
    phone: "How do I start it?",
  },
  CLI_OVERTAKEN: {
    title: "The command’s result is not known",
    cause: "On the way the service or your company’s settings changed, or the app ended.",
    next: "Show the present state to see the result.",
    phone: "How do I find out?",
  },
  CLI_SETTING_LOCKED: {
    title: "This setting can’t be changed",
    cause: "It is set by your company, or can’t be changed in this app.",
    next: "Ask your administrator to change it.",
    phone: "Could you change this setting?",
  },
  CLI_TIME_LIMIT: {
    title: "No result within the given time",
    cause: "The login is still under way.",
    next: "Continue in the login window that is open.",
    phone: "How do I go on in the login window?",
  },
  APP_DATA_FOLDER: {
    title: "The data folder can’t be used",
    cause: "It can’t be made or written to, or nothing says where it is.",
    next: "Ask your administrator to check where the folder is and who may write to it.",
    phone: "Could you check where the folder is and who may write to it?",
  },
  UPDATE_REFUSED: {
    title: "A new version couldn’t be trusted",
    cause: "What lies where updates are fetched isn’t what the maker signed. This app is unchanged.",
    next: "Go on working. If it stays, ask your administrator to check the place of updates.",
    phone: "Could you check the place where updates lie?",
  },
  UPDATE_NOT_INSTALLED: {
    title: "The new version wasn’t installed",
    cause: "Its installation didn’t begin, or was broken off. The app is still the version that it was.",
    next: "Press “Update” once more. Where this PC wants an administrator for it, ask yours to update the app.",
    phone: "Could you install the new version?",
  },
  APP_CHECK_TIME_LIMIT: {
    title: "A check came to no end",
    cause: "One of the doctor’s checks wasn’t done in its time.",
    next: "Run the doctor again in a while.",
    phone: "How do I go on with the diagnosis?",
  },
  APP_NO_AUTOSTART: {
    title: "The app doesn’t start with this PC",
    cause: "It isn’t among the apps that start by themselves.",
    next: "Ask your administrator to set it to start with the PC.",
    phone: "How do I have the app start with the PC?",
  },
  APP_NO_TRAY: {
    title: "There is no place for the icon",
    cause: "This desktop shows no icons in a notification area.",
    next: "Ask your administrator for the desktop’s tray extension. Start the app once more to open its status window.",
    phone: "How do I get the icon shown?",
  },
  APP_NO_BROWSER: {
    title: "No browser was found",
    cause: "No app of this PC is set to open https addresses.",
    next: "Ask your administrator to set a default browser.",
    phone: "How do I set a default browser?",
  },
  APP_DISK_LOW: {
    title: "Little disk space is left",
    cause: "The disk that holds this app’s files is almost full.",
    next: "Delete files that you don’t need, to free disk space.",
    phone: "How do I free disk space?",
  },
  APP_FILE_EXISTS: {
    title: "There is already a file of that name",
    cause: "Something of that name is there already. It was left as it is.",
    next: "Choose another name. On the command line, --overwrite replaces it.",
    phone: "Where should I save the file?",
  },
  APP_FILE_UNWRITABLE: {
    title: "The file can’t be saved",
    cause: "The place that was chosen isn’t there, or nothing may be written to it. Nothing was written.",
    next: "Choose a file name in a folder that can be written to.",
    phone: "In which folder can I save the file?",
  },
  APP_UNEXPECTED: {
    title: "The app could not go on",
    cause: "Something unexpected happened inside the app.",
    next: "Tell the helpdesk the error code.",
    phone: "I will say what I did just before.",
  },
} as const satisfies Partial<ErrorTexts>;
