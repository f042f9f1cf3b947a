import { useWords } from "../words-context.tsx";

export function SimulationBadge() {
  const { t } = useWords();
  return (
    <span className="badge" title={t("common.simulationHint")}>
      {t("common.simulation")}
    </span>
  );
}
