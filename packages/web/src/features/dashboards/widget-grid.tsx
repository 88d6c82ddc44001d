import { CloseButton } from "@mantine/core";
import { GrabberIcon } from "@primer/octicons-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTexts } from "../../texts/define-texts.ts";
import { columns, type Place, putAt, readingOrder, remove, stepPast } from "./arrange.ts";
import { dashboardTexts } from "./texts.ts";
import { type Widget, widgetKinds } from "./widget.ts";
import { WidgetBody } from "./widget-body.tsx";
import styles from "./widget-grid.module.css";

/** Height of a row and the gap below it, in pixels: `--widget-row` of the style sheet and its gap. */
const rowStep = 56 + 12;

interface WidgetGridProps {
  readonly widgets: readonly Widget[];
  /** Takes the widgets in another arrangement; left out where they only are looked at. */
  readonly onArrange?: (widgets: readonly Widget[]) => void;
}

/** Widgets on twelve columns, in the order of reading; on a phone one below the other. */
export function WidgetGrid({ widgets, onArrange }: WidgetGridProps) {
  const t = useTexts(dashboardTexts);
  const grid = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const put = (base: readonly Widget[], widget: Widget, place: Place) => {
    const arranged = putAt(base, widget.key, place);
    const now = arranged.find(({ key }) => key === widget.key)?.place ?? place;
    const { x, y, width, height } = now;
    setSaid(t("place", { widget: titleOf(widget), column: x + 1, row: y + 1, width, height }));
    onArrange?.(arranged);
  };
  const titleOf = ({ title, kind }: Widget) => title ?? t(widgetKinds[kind].name);
  return (
    <>
      <div ref={grid} className={styles["grid"]}>
        {readingOrder(widgets).map((widget) => (
          <section key={widget.key} className={styles["widget"]} style={areaOf(widget.place)}>
            <div className={styles["head"]}>
              <h2>{titleOf(widget)}</h2>
              {onArrange !== undefined && (
                <>
                  <Handle
                    widget={widget}
                    widgets={widgets}
                    label={t("handle", { widget: titleOf(widget) })}
                    grid={grid}
                    onPut={put}
                    onRemove={() => onArrange(remove(widgets, widget.key))}
                  />
                  <CloseButton
                    size="sm"
                    aria-label={t("takeAway", { widget: titleOf(widget) })}
                    onClick={() => onArrange(remove(widgets, widget.key))}
                  />
                </>
              )}
            </div>
            <div className={styles["body"]} role="group" aria-label={titleOf(widget)} tabIndex={0}>
              <WidgetBody widget={widget} />
            </div>
            {onArrange !== undefined && <Grip widget={widget} widgets={widgets} grid={grid} onPut={put} />}
          </section>
        ))}
      </div>
      {onArrange !== undefined && (
        <p role="status" className={styles["said"]}>
          {said}
        </p>
      )}
    </>
  );
}

type Put = (base: readonly Widget[], widget: Widget, place: Place) => void;

interface DragProps {
  readonly widget: Widget;
  readonly widgets: readonly Widget[];
  readonly grid: { readonly current: HTMLDivElement | null };
  readonly onPut: Put;
}

interface HandleProps extends DragProps {
  readonly label: string;
  readonly onRemove: () => void;
}

/** Moves a widget by pointer, and by arrow keys; with Shift they change its size. */
function Handle({ label, onRemove, ...drag }: HandleProps) {
  const t = useTexts(dashboardTexts);
  const { widget, widgets, onPut } = drag;
  const pointer = useDrag(drag, (place, right, down) => ({ ...place, x: place.x + right, y: place.y + down }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Delete") onRemove();
    else {
      const place = placeByKey(event, widget.place, (isDown) => stepPast(widgets, widget.key, isDown));
      if (place === undefined) return;
      onPut(widgets, widget, place);
    }
    event.preventDefault();
  };
  return (
    <button
      type="button"
      className={styles["handle"]}
      aria-label={label}
      title={t("handleHint")}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <GrabberIcon />
    </button>
  );
}

/** Changes the size of a widget by pointer; by keyboard its handle does it. */
function Grip(drag: DragProps) {
  const pointer = useDrag(drag, (place, right, down) => ({
    ...place,
    width: Math.min(Math.max(1, place.width + right), columns - place.x),
    height: Math.max(1, place.height + down),
  }));
  return <span className={styles["grip"]} aria-hidden="true" {...pointer} />;
}

interface DragStart {
  readonly x: number;
  readonly y: number;
  readonly base: readonly Widget[];
}

/** Follows the pointer from where it went down; `change` gives the place for so many columns and rows. */
function useDrag(
  { widget, widgets, grid, onPut }: DragProps,
  change: (place: Place, right: number, down: number) => Place,
) {
  const [start, setStart] = useState<DragStart>();
  const base = start?.base.find(({ key }) => key === widget.key);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setStart({ x: event.clientX, y: event.clientY, base: widgets });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (start === undefined || base === undefined || grid.current === null) return;
      const right = Math.round((event.clientX - start.x) / (grid.current.clientWidth / columns));
      const down = Math.round((event.clientY - start.y) / rowStep);
      onPut(start.base, base, change(base.place, right, down));
    },
    onPointerUp: () => setStart(undefined),
    onPointerCancel: () => setStart(undefined),
  };
}

function placeByKey(
  { key, shiftKey }: KeyboardEvent,
  place: Place,
  past: (isDown: boolean) => Place | undefined,
): Place | undefined {
  const { x, width, height } = place;
  if (shiftKey) {
    if (key === "ArrowRight") return { ...place, width: Math.min(width + 1, columns - x) };
    if (key === "ArrowLeft") return { ...place, width: Math.max(1, width - 1) };
    if (key === "ArrowDown") return { ...place, height: height + 1 };
    return key === "ArrowUp" ? { ...place, height: Math.max(1, height - 1) } : undefined;
  }
  if (key === "ArrowRight") return { ...place, x: x + 1 };
  if (key === "ArrowLeft") return { ...place, x: x - 1 };
  return key === "ArrowDown" || key === "ArrowUp" ? past(key === "ArrowDown") : undefined;
}

function areaOf({ x, y, width, height }: Place) {
  return { gridColumn: `${x + 1} / span ${width}`, gridRow: `${y + 1} / span ${height}` };
}
