import { useMemo, useState } from "react";
import { defineTexts, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { GraphView } from "../graph/graph-view.tsx";
import { type Connection, cellKey, connectionMatrix, type MatrixCell, type MatrixEnd } from "./connection-matrix.ts";
import styles from "./network-view.module.css";

const networkTexts = defineTexts({
  matrix: { en: "Who may connect to whom", ja: "通信の許可状況" },
  fromTo: { en: "From (rows) to (columns)", ja: "送信元（行）と送信先（列）" },
  graph: { en: "As a graph", ja: "グラフで表示" },
  everything: { en: "all", ja: "すべて" },
  none: { en: "nothing", ja: "なし" },
  workloads: { en: { one: "{{shown}} workload", other: "{{shown}} workloads" }, ja: "ワークロード {{shown}} 件" },
  connections: { en: { one: "{{shown}} connection", other: "{{shown}} connections" }, ja: "{{shown}} 通り" },
  open: { en: "Show the workloads of {{namespace}}", ja: "{{namespace}} のワークロードを表示" },
  close: { en: "Put {{namespace}} together", ja: "{{namespace}} をまとめる" },
  cut: {
    en: "{{shown}} of {{total}} rows are shown. Put namespaces together to see the others.",
    ja: "{{total}} 行のうち {{shown}} 行を表示しています。名前空間をまとめると、残りも表示できます。",
  },
  empty: { en: "Nothing may connect to anything.", ja: "許可されている通信はありません。" },
});

/** More rows and columns than that nobody reads, and no browser draws at once. */
const shownEnds = 120;

interface NetworkViewProps {
  readonly connections: readonly Connection[];
}

/** Who may connect to whom: a matrix of namespaces that open into workloads, and a graph that says the same. */
export function NetworkView({ connections }: NetworkViewProps) {
  const t = useTexts(networkTexts);
  const { number } = useFormats();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const { ends, cells } = useMemo(() => connectionMatrix(connections, expanded), [connections, expanded]);
  const toggle = (namespace: string) =>
    setExpanded((before) => (before.has(namespace) ? without(before, namespace) : new Set([...before, namespace])));
  if (ends.length === 0) return <p>{t("empty")}</p>;
  const shown = ends.slice(0, shownEnds);
  return (
    <>
      {ends.length > shown.length && (
        <p role="note">{t("cut", { shown: number(shown.length), total: number(ends.length) })}</p>
      )}
      <div className={styles["frame"]}>
        <table className={styles["matrix"]} aria-label={t("matrix")}>
          <thead>
            <tr>
              <td>{t("fromTo")}</td>
              {shown.map(({ id, label }) => (
                <th key={id} scope="col">
                  <span>{label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((from) => (
              <tr key={from.id}>
                <th scope="row">
                  <EndName end={from} isOpen={expanded.has(from.namespace ?? "")} onToggle={toggle} />
                </th>
                {shown.map((to) => (
                  <CellView key={to.id} cell={cells.get(cellKey(from.id, to.id))} isSame={from.id === to.id} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <NetworkGraph ends={shown} cells={cells} onToggle={toggle} />
    </>
  );
}

interface EndNameProps {
  readonly end: MatrixEnd;
  readonly isOpen: boolean;
  readonly onToggle: (namespace: string) => void;
}

function EndName({ end: { kind, label, members, namespace }, isOpen, onToggle }: EndNameProps) {
  const t = useTexts(networkTexts);
  const { number } = useFormats();
  if (namespace === undefined) return <code>{label}</code>;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        title={t(isOpen ? "close" : "open", { namespace })}
        onClick={() => onToggle(namespace)}
      >
        {label}
      </button>
      {kind === "namespace" && <small>{t("workloads", { count: members, shown: number(members) })}</small>}
    </>
  );
}

interface CellViewProps {
  readonly cell: MatrixCell | undefined;
  /** Whether row and column are the same. */
  readonly isSame: boolean;
}

function CellView({ cell, isSame }: CellViewProps) {
  const t = useTexts(networkTexts);
  const { number } = useFormats();
  if (cell === undefined) {
    return <td data-allowed={isSame ? "same" : "none"}>{isSame ? "" : <span aria-label={t("none")}>·</span>}</td>;
  }
  const { pairs, ports } = cell;
  const isAll = ports === "All";
  const text = isAll ? t("everything") : ports;
  return (
    <td data-allowed={isAll ? "all" : "some"}>
      {text ?? t("connections", { count: pairs, shown: number(pairs) })}
      {text !== undefined && pairs > 1 && <small> × {number(pairs)}</small>}
    </td>
  );
}

interface NetworkGraphProps {
  readonly ends: readonly MatrixEnd[];
  readonly cells: ReadonlyMap<string, MatrixCell>;
  readonly onToggle: (namespace: string) => void;
}

function NetworkGraph({ ends, cells, onToggle }: NetworkGraphProps) {
  const t = useTexts(networkTexts);
  const [isShown, setIsShown] = useState(false);
  const nodes = useMemo(() => ends.map(({ id, kind, label }) => ({ id, kind, name: label })), [ends]);
  const edges = useMemo(() => {
    const known = new Set(ends.map(({ id }) => id));
    return [...cells.values()]
      .filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
      .map(({ from, to, ports }) => ({ from, to, kind: ports ?? "" }));
  }, [ends, cells]);
  return (
    <details onToggle={(event) => setIsShown(event.currentTarget.open)}>
      <summary>{t("graph")}</summary>
      {isShown && (
        <GraphView
          nodes={nodes}
          edges={edges}
          focus=""
          addressOf={() => "#content"}
          onOpen={(node) => {
            const namespace = ends.find(({ id }) => id === node)?.namespace;
            if (namespace !== undefined) onToggle(namespace);
          }}
        />
      )}
    </details>
  );
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names].filter((one) => one !== name));
}
