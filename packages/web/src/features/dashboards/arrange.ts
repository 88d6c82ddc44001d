/** Columns of a dashboard. */
export const columns = 12;
/** The tallest a widget gets, in rows. */
const maxHeight = 24;

/** Where a widget stands, in cells. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Anything that stands on a dashboard. */
export interface Placed {
  readonly key: string;
  readonly place: Place;
}

/**
 * Puts a widget somewhere else, or gives it another size; the others make room, and nothing hangs in the air.
 *
 * A widget on its way down goes behind another one when its lower edge passes the other one's middle, one on its way up
 * goes before it when its upper edge does.
 */
export function putAt<Widget extends Placed>(
  widgets: readonly Widget[],
  key: string,
  wanted: Place,
): readonly Widget[] {
  const before = widgets.find((widget) => widget.key === key);
  if (before === undefined) return widgets;
  const place = withinColumns(wanted);
  const isDown = place.y > before.place.y;
  const edge = isDown ? place.y + place.height : place.y;
  const isBehind = (other: Place) => (isDown ? edge > middleOf(other) : edge >= middleOf(other));
  const others = readingOrder(widgets.filter((widget) => widget !== before));
  const beside = others.filter((other) => !isBehind(other.place));
  const ahead = others.filter((other) => isBehind(other.place));
  return letFall([...ahead, { ...before, place }, ...beside]);
}

/** Adds a widget below all others. */
export function addBelow<Widget extends Placed>(widgets: readonly Widget[], widget: Widget): readonly Widget[] {
  return letFall([...readingOrder(widgets), { ...widget, place: withinColumns(widget.place) }]);
}

/** Takes a widget away; what stood below it moves up. */
export function remove<Widget extends Placed>(widgets: readonly Widget[], key: string): readonly Widget[] {
  return letFall(readingOrder(widgets.filter((widget) => widget.key !== key)));
}

/** Gives where a widget comes to stand when it goes past the next one above or below it; its own place when there is none. */
export function stepPast(widgets: readonly Placed[], key: string, isDown: boolean): Place | undefined {
  const own = widgets.find((widget) => widget.key === key)?.place;
  if (own === undefined) return undefined;
  const inWay = widgets
    .filter((widget) => widget.key !== key && areInOneColumn(widget.place, own))
    .map(({ place }) => place)
    .filter((place) => (isDown ? place.y >= own.y + own.height : place.y + place.height <= own.y));
  const next = isDown
    ? inWay.toSorted((left, right) => left.y - right.y)[0]
    : inWay.toSorted((left, right) => right.y - left.y)[0];
  if (next === undefined) return own;
  return { ...own, y: isDown ? next.y + next.height : next.y };
}

/** Gives widgets as they are read: row by row, from the left. */
export function readingOrder<Widget extends Placed>(widgets: readonly Widget[]): readonly Widget[] {
  return widgets.toSorted((left, right) => left.place.y - right.place.y || left.place.x - right.place.x);
}

/** Lets widgets fall upwards, one after the other, until they touch what is there. */
function letFall<Widget extends Placed>(widgets: readonly Widget[]): readonly Widget[] {
  const ends = Array.from({ length: columns }, () => 0);
  return widgets.map((widget) => {
    const { x, width, height } = widget.place;
    const y = Math.max(...ends.slice(x, x + width));
    ends.fill(y + height, x, x + width);
    return { ...widget, place: { x, y, width, height } };
  });
}

function withinColumns({ x, y, width, height }: Place): Place {
  const kept = clamp(width, 1, columns);
  return { x: clamp(x, 0, columns - kept), y: Math.max(0, y), width: kept, height: clamp(height, 1, maxHeight) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function middleOf({ y, height }: Place): number {
  return y + height / 2;
}

function areInOneColumn(left: Place, right: Place): boolean {
  return left.x < right.x + right.width && right.x < left.x + left.width;
}
