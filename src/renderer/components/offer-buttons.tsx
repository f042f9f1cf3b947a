import type { Answer, DriveApi } from "../../shared/ipc.ts";
import type { View } from "../../shared/view.ts";
import { labelOf, type Offer, offersOf } from "../offers.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";

const CALLS: Readonly<Record<Offer, (api: DriveApi) => Promise<Answer<null>>>> = {
  login: (api) => api.login(),
  "cancel-login": (api) => api.cancel(),
  relogin: (api) => api.login(),
  logout: (api) => api.logout(),
  "switch-account": (api) => api.switchAccount(),
  forget: (api) => api.forget(false),
  "open-web": (api) => api.openLink("web"),
  "show-login-window": (api) => api.showLogin(),
  "open-browser": (api) => api.openBrowser(),
  "reset-password": (api) => api.openLink("reset-password"),
};

/** The one next action, then the others, then the one that deletes. */
export function OfferButtons({ view }: { readonly view: View }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const { primary, secondary, forget } = offersOf(view);
  const button = (offer: Offer, kind: "primary" | "plain" | "quiet") => (
    <Button key={offer} kind={kind} onPress={() => void run(CALLS[offer])}>
      {t(labelOf(offer, view))}
    </Button>
  );
  return (
    <>
      {primary === null ? null : <div className="next-action">{button(primary, "primary")}</div>}
      {secondary.length === 0 && !forget ? null : (
        <section className="others">
          <h3 className="unseen">{t("status.others")}</h3>
          {secondary.length === 0 ? null : (
            <div className="other-actions">{secondary.map((offer) => button(offer, "plain"))}</div>
          )}
          {forget ? button("forget", "quiet") : null}
        </section>
      )}
    </>
  );
}
