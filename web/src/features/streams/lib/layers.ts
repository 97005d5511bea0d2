// Lays a graph out in layers, what gives left of what takes (Sugiyama's way): ranks, then an order within each rank that
// crosses few lines, then places. Graphs of streams are small, so it is simple rather than clever.

export interface Link {
  from: string;
  to: string;
}

/** Where a node stands: its rank from the left, and its place in it from the top. A half is between two places. */
export interface Place {
  rank: number;
  row: number;
}

export interface Layers {
  places: ReadonlyMap<string, Place>;
  /** Of each link, in their order: the places it goes through, both ends included. */
  ways: readonly (readonly Place[])[];
  ranks: number;
  rows: number;
}

/** How often the layers are put in order from left to right and back. More changes little. */
const sweeps = 4;

export function layersOf(ids: readonly string[], links: readonly Link[]): Layers {
  const known = new Set(ids);
  const valid = links.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const rank = ranksOf(ids, valid);
  const rankOf = (id: string) => rank.get(id) ?? 0;
  const steps: Link[] = [];
  const some = new Set(valid);
  const stops = links.map((link) => (some.has(link) ? stopsOf(link, rankOf, steps) : []));
  const layers = Array.from({ length: ids.length > 0 ? Math.max(...ids.map(rankOf)) + 1 : 0 }, (): string[] => []);
  for (const id of [...ids, ...stops.flatMap((way) => way.slice(1, -1))]) layers[stopRank(id) ?? rankOf(id)]?.push(id);
  for (let sweep = 0; sweep < sweeps; sweep++) order(layers, steps, sweep % 2 === 0);
  const rows = Math.max(1, ...layers.map((layer) => layer.length));
  const places = new Map<string, Place>();
  for (const [at, layer] of layers.entries()) {
    for (const [row, id] of layer.entries()) places.set(id, { rank: at, row: row + (rows - layer.length) / 2 });
  }
  return {
    places,
    ways: stops.map((way) => way.flatMap((id) => places.get(id) ?? [])),
    ranks: layers.length,
    rows,
  };
}

/** The longest way from the left to each node. A link that closes a circle counts for none. */
function ranksOf(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const into = new Map<string, string[]>();
  for (const { from, to } of links) into.set(to, [...(into.get(to) ?? []), from]);
  const rank = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number => {
    const done = rank.get(id);
    if (done !== undefined) return done;
    open.add(id);
    const before = (into.get(id) ?? []).filter((from) => !open.has(from)).map((from) => visit(from) + 1);
    open.delete(id);
    const own = Math.max(0, ...before);
    rank.set(id, own);
    return own;
  };
  for (const id of ids) visit(id);
  return rank;
}

const mark = "\u0000";
const stopRank = (id: string) => (id.startsWith(mark) ? Number(id.split(mark)[1]) : undefined);

/** The stops of a link: its ends, and one in every rank between, so that it has a way of its own through them. */
function stopsOf({ from, to }: Link, rankOf: (id: string) => number, steps: Link[]): string[] {
  const [a, b] = [rankOf(from), rankOf(to)];
  const between = Array.from({ length: Math.max(0, Math.abs(b - a) - 1) }, (_, index) => {
    const at = a + Math.sign(b - a) * (index + 1);
    return `${mark}${at}${mark}${from}${mark}${to}`;
  });
  const way = [from, ...between, to];
  for (let index = 1; index < way.length; index++) steps.push({ from: way[index - 1] ?? "", to: way[index] ?? "" });
  return way;
}

/** Puts each layer into the order of the middles of what its nodes are linked to in the layer before it. */
function order(layers: string[][], steps: readonly Link[], forwards: boolean) {
  const indices = layers.map((_, index) => index);
  for (const at of forwards ? indices.slice(1) : indices.slice(0, -1).reverse()) {
    const before = layers[forwards ? at - 1 : at + 1] ?? [];
    const middle = (id: string, own: number) => {
      const linked = steps
        .flatMap(({ from, to }) => (to === id ? [from] : from === id ? [to] : []))
        .map((other) => before.indexOf(other))
        .filter((index) => index >= 0);
      return linked.length > 0 ? linked.reduce((sum, index) => sum + index, 0) / linked.length : own;
    };
    layers[at] = (layers[at] ?? [])
      .map((id, own) => ({ id, at: middle(id, own) }))
      .sort((a, b) => a.at - b.at)
      .map(({ id }) => id);
  }
}
