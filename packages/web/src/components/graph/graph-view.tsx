import { useMemo, useState } from "react";
import { defineTexts, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { useAssetKind } from "../asset-kind.tsx";
import { Loading } from "../page-state.tsx";
import styles from "./graph-view.module.css";
import { type GraphEdge, type GraphNode, groupNodes } from "./group-nodes.ts";
import type { LayerPlace } from "./layer-graph.ts";
import { useLayerLayout } from "./use-layer-layout.ts";

const graphTexts = defineTexts({
  many: { en: "{{shown}} × {{kind}}", ja: "{{kind}} × {{shown}}" },
  open: { en: "Show each of them", ja: "個別に表示" },
  close: { en: "Put groups together again", ja: "グループにまとめる" },
});

const nodeWidth = 200;
const nodeHeight = 48;
const layerStep = 272;
const rowStep = 64;
const margin = 8;
/** Characters of a name that fit into a node; the whole name is in its tooltip and in the table beside the graph. */
const shownCharacters = 24;

interface GraphViewProps {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The node that the page is about. */
  readonly focus: string;
  readonly addressOf: (node: string) => string;
  readonly onOpen: (node: string) => void;
}

/** Draws a graph from the left to the right. A table beside it has to say the same. */
export function GraphView({ nodes, edges, focus, addressOf, onOpen }: GraphViewProps) {
  const t = useTexts(graphTexts);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const graph = useMemo(() => groupNodes(nodes, edges, { expanded, focus }), [nodes, edges, expanded, focus]);
  const ids = useMemo(() => [...graph.nodes, ...graph.groups].map(({ id }) => id), [graph]);
  const layout = useLayerLayout(ids, graph.edges);
  if (layout === undefined) return <Loading height={200} />;
  const places = new Map(layout.places.map((place) => [place.id, pointOf(place)]));
  const width = layout.layers * layerStep - (layerStep - nodeWidth) + 2 * margin;
  const height = layout.rows * rowStep - (rowStep - nodeHeight) + 2 * margin;
  return (
    <div className={styles["frame"]}>
      <svg width={width} height={height} className={styles["graph"]} role="group">
        {graph.edges.map(({ from, to, kind }) => (
          <Edge key={`${from} ${to} ${kind}`} from={places.get(from)} to={places.get(to)} />
        ))}
        {graph.nodes.map((node) => (
          <Node
            key={node.id}
            node={node}
            point={places.get(node.id)}
            isFocus={node.id === focus}
            address={addressOf(node.id)}
            onOpen={() => onOpen(node.id)}
          />
        ))}
        {graph.groups.map(({ id, kind, members }) => (
          <Group
            key={id}
            kind={kind}
            count={members.length}
            point={places.get(id)}
            onOpen={() => setExpanded(new Set([...expanded, id]))}
          />
        ))}
      </svg>
      {expanded.size > 0 && (
        <button type="button" onClick={() => setExpanded(new Set())}>
          {t("close")}
        </button>
      )}
    </div>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointOf({ layer, row }: LayerPlace): Point {
  return { x: margin + layer * layerStep, y: margin + row * rowStep };
}

interface EdgeProps {
  readonly from: Point | undefined;
  readonly to: Point | undefined;
}

function Edge({ from, to }: EdgeProps) {
  if (from === undefined || to === undefined) return null;
  const [startX, startY] = [from.x + nodeWidth, from.y + nodeHeight / 2];
  const [endX, endY] = [to.x, to.y + nodeHeight / 2];
  const bend = (layerStep - nodeWidth) / 2;
  return (
    <>
      <path
        className={styles["edge"]}
        d={`M${startX},${startY} C${startX + bend},${startY} ${endX - bend},${endY} ${endX - 6},${endY}`}
      />
      <path className={styles["tip"]} d={`M${endX},${endY} l-7,-4 v8 z`} />
    </>
  );
}

interface NodeProps {
  readonly node: GraphNode;
  readonly point: Point | undefined;
  readonly isFocus: boolean;
  readonly address: string;
  readonly onOpen: () => void;
}

function Node({ node: { kind, name }, point, isFocus, address, onOpen }: NodeProps) {
  const kindName = useAssetKind();
  if (point === undefined) return null;
  return (
    <a
      href={address}
      aria-current={isFocus ? "page" : undefined}
      className={styles["node"]}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      <title>{`${kindName(kind)} ${name}`}</title>
      <Box point={point} first={kindName(kind)} second={shortened(name)} />
    </a>
  );
}

interface GroupProps {
  readonly kind: string;
  readonly count: number;
  readonly point: Point | undefined;
  readonly onOpen: () => void;
}

function Group({ kind, count, point, onOpen }: GroupProps) {
  const t = useTexts(graphTexts);
  const { number } = useFormats();
  const kindName = useAssetKind();
  if (point === undefined) return null;
  const title = t("many", { kind: kindName(kind), shown: number(count) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button in SVG
    <g
      role="button"
      tabIndex={0}
      className={styles["group"]}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen();
      }}
    >
      <title>{`${title}: ${t("open")}`}</title>
      <rect x={point.x + 6} y={point.y + 6} width={nodeWidth} height={nodeHeight} rx={6} />
      <Box point={point} first={title} second={t("open")} />
    </g>
  );
}

interface BoxProps {
  readonly point: Point;
  readonly first: string;
  readonly second: string;
}

function Box({ point: { x, y }, first, second }: BoxProps) {
  return (
    <>
      <rect x={x} y={y} width={nodeWidth} height={nodeHeight} rx={6} />
      <text x={x + 10} y={y + 18} className={styles["kind"]}>
        {first}
      </text>
      <text x={x + 10} y={y + 37}>
        {second}
      </text>
    </>
  );
}

/** The end of a name says more than its beginning: names of registries and clusters stand first. */
function shortened(name: string): string {
  const characters = Array.from(name.slice(-2 * shownCharacters));
  return name.length <= shownCharacters ? name : `…${characters.slice(1 - shownCharacters).join("")}`;
}
