import type { Fact } from "../src/core/service/manual.ts";

/** What a row of the manuals is about, and what it says. Values that differ by service are data in src/core/service. */
export type FactText = { readonly about: string; readonly says: string };

const text = (about: string, says: string): FactText => ({ about, says });

/** In the project's own words; docs/facts.md is made of it. */
export const FACTS: Readonly<Partial<Record<Fact, FactText>>> = {
  A1: text("Login URL, Internet", "Where a login over the Internet begins."),
  A2: text(
    "Login URL, line authentication",
    "Where a login by the contracted line begins. ot's manual gives its Internet address here, probably by mistake: it is kept as it is, isn't trusted, and policy can replace it.",
  ),
  A3: text("Contract host", "The host of the contract and credential menu. codec's invites lead to another."),
  A4: text("Unblock link", "How the link that unblocks an account begins; its ticket follows."),
  A5: text("Reset link", "How the link that resets a password begins. cowork's host ends in .jp, not .net."),
  A6: text(
    "Login methods",
    "The ways to log in that the service offers. cowork had one more, おまかせログインアカウント, from March 2024 to January 2025.",
  ),
  A7: text("Word for federation", "What the service calls an account of another company."),
  A8: text(
    "Password rule",
    "The least length, and of how many classes (upper case, lower case, digit, symbol) a password must be. codec's manual states no rule, so there it is only advice. No manual states a greatest length or which symbols are allowed.",
  ),
  A9: text("Confirmation", "The second field must equal the first."),
  A10: text(
    "Password change needs",
    "The current password, the new one, and the new one again; only where mail and password is the login method.",
  ),
  A11: text(
    "Line number format",
    "A 回線番号 begins with CAF or COP and has letters and digits, so many in all. Upper or lower case and full width aren't stated: they are evened out for the check, and both forms are shown.",
  ),
  A12: text(
    "Line numbers, how many",
    "The most a contract may have, one a line. Only a picture in omakase's manual shows it.",
  ),
  A13: text(
    "Eligible lines",
    "Lines that can be registered. The drive's guide names フレッツ光クロス and ネクスト, and no COP number.",
  ),
  A14: text(
    "Access path values",
    "The contract's users get in by the line and the Internet, or by the line only, which refuses every other line. The names in the menu and in the console may differ.",
  ),
  A15: text("Where the path is set", "In the contract host's menu, or in the console under 回線認証."),
  A16: text(
    "Locked out by a wrong number",
    "The contract holder opens the credential menu, allows the Internet again, and registers the right number. Some chapters still call the menu by a name that it no longer has. Only ot's manual says that it can be reached over the Internet.",
  ),
  A17: text("Unblock link valid", "So many days from its mail."),
  A18: text(
    "Reset link valid",
    "So many days, in which the page must be opened or the new password be registered.",
  ),
  A19: text("Mail-change link valid", "So many days to open it."),
  A20: text("Method-change link valid", "So many days to finish the change. codec has no such mail."),
  A21: text("Invite link valid", "So many days to finish; some manuals don't show how many."),
  A22: text(
    "Second factor asked",
    "At the first login on a device, and after some time without access. omakase's manual says that this may differ, so it is predicted and never promised.",
  ),
  A23: text("Second factor applies to", "Mail and password only."),
  A24: text("Second factor off", "Whether the contract holder can turn it off for the contract."),
  A25: text("With line authentication", "A login by the line has no second factor."),
  A26: text(
    "With line only",
    "The second factor goes off by itself where only the line gets in, as far as the manual says.",
  ),
  A27: text(
    "First screen of enrolment",
    "Which way of the second factor is offered first, and what the link to the other is called.",
  ),
  A28: text("SMS code", "Its length. That it consists of digits is not stated."),
  A29: text("TOTP code", "How many digits."),
  A30: text("Remember browser", "A box where the SMS's code is typed: このブラウザを一定期間、記憶する."),
  A31: text(
    "Recovery code",
    "Shown once the second factor is set up, to be ticked as saved. It is entered exactly as it was copied, with blanks and hyphens; only the check of its length may leave them out.",
  ),
  A32: text("After its use", "The code used is dead everywhere, and a new one is shown."),
  A33: text(
    "What resets the second factor",
    "The contract holder setting a login method, a password reset, and a change of the mail address of whoever logs in by mail and password. Whether a plain change of the password does is not stated.",
  ),
  A34: text(
    "Lock",
    "Ten wrong passwords lock the account and send a mail. The client's own count is a hint only: the service may count per address [I].",
  ),
  A35: text(
    "Lock text",
    "What the page says is captured in cowork and codec alone, so it is recognised by its meaning, not by its words.",
  ),
  A36: text(
    "Unlock",
    "By the mail's link, or by a password reset where mail and password is the login method.",
  ),
  A37: text(
    "Trial",
    "How long it lasts before it ends by itself, and how long after that the plan may still be changed. codec's trial can't change its mail address.",
  ),
  A38: text(
    "Method and mail change",
    "Three services never change both together, and the mail comes first; in codec a new method needs a new address.",
  ),
  A39: text("Contract holder and Active Directory", "The contract holder may not choose it."),
  A40: text("Facebook to another Facebook", "Not in one step: choose another method in between."),
  A41: text("Before linking an outside account", "Logging out of that account first is recommended."),
  A42: text("Choosing Active Directory as a user", "Only after the contract holder has set it up."),
  A43: text("接続ID", "What it begins with. Its length is stated nowhere, so only that is checked."),
  A44: text("AD account", "Has the form `user@domain`."),
  A45: text("AD on a domain PC", "The sign-in page isn't shown."),
  A46: text(
    "Consent page",
    "On lines of NTT West, the first time only, the operator asks whether to tell the service who the line's customer is. It is no fault. The recipient shown is NTT東日本株式会社 and コワークストレージ whatever the brand, so it is explained and never compared with the brand. Saying yes accepts the operator's disclaimer. The answer is changed at フレッツ's サービス申込み受付ページ, or with コラボ光 at one's provider.",
  ),
  A47: text(
    "Line authentication error",
    "Check that line authentication is set up and that the right number is registered; ask the contract holder or an administrator.",
  ),
  A48: text("Office連携", "Goes over the Internet also where login is by the line."),
  A49: text(
    "SMS doesn't arrive",
    "Which refusals of messages to lift on the phone before the next login. codec's manual has no such paragraph.",
  ),
  A50: text(
    "AD login URLs",
    "One address for the Internet and one for the line, a contract's own; they come by mail with the 接続ID. Whoever doesn't know them asks the contract holder.",
  ),
  A51: text("Mail subjects", "What each mail is called, after the service's name in 【】."),
  "who-may-do-what": text(
    "Who may do what",
    "What the contract holder and other users may change, in the basic plan and in a trial: the table below.",
  ),
};
