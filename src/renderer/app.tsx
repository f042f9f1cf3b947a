import { useEffect } from "react";
import type { Language, View } from "../shared/view.ts";
import type { Topic } from "./checks/topics.ts";
import { type Route, useRoute } from "./route.ts";
import { useDrive } from "./store.ts";
import { AboutView } from "./views/about-view.tsx";
import { CheckView } from "./views/check-view.tsx";
import { ChecksView } from "./views/checks-view.tsx";
import { ConsentView } from "./views/consent-view.tsx";
import { GuideView } from "./views/guide-view.tsx";
import { LoadingView } from "./views/loading-view.tsx";
import { SettingsView } from "./views/settings-view.tsx";
import { StatusView } from "./views/status-view.tsx";
import { WordsProvider } from "./words-context.tsx";

export function App() {
  const connect = useDrive((store) => store.connect);
  const view = useDrive((store) => store.view);
  const route = useRoute();
  useEffect(() => connect(), [connect]);
  return (
    <WordsProvider language={view?.language ?? systemLanguage()}>
      {view === null ? <LoadingView /> : <Routed route={route} view={view} />}
    </WordsProvider>
  );
}

function Routed({ route, view }: { readonly route: Route; readonly view: View }) {
  switch (route) {
    case "status":
      return <StatusView view={view} />;
    case "consent":
      return <ConsentView view={view} />;
    case "guide":
      return <GuideView view={view} />;
    case "settings":
      return <SettingsView view={view} />;
    case "about":
      return <AboutView view={view} />;
    case "checks":
      return <ChecksView view={view} />;
    default: {
      const topic = topicOf(route);
      // A form of its own for each question: its heading takes the focus, and what may not be kept is gone.
      return <CheckView key={topic} topic={topic} view={view} />;
    }
  }
}

function topicOf(route: `checks/${Topic}`): Topic {
  return route.slice("checks/".length) as Topic;
}

// Only for the moment before the first view, which brings the language that was chosen.
function systemLanguage(): Language {
  return navigator.language.startsWith("en") ? "en" : "ja";
}
