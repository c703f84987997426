import { compareVenues, inventedBars, play } from './compare-venues.js';

const series = inventedBars(600);
const report = await play(series, {});
const [entry] = [...report.orders].filter(({ legs }) => legs.length > 0);
if (entry === undefined) throw new Error('the invented prices have a new high');

console.info('the first bracket');
for (const order of [entry, ...entry.legs]) {
  const { timeline } = report.explain(order.clientOrderId);
  const steps = timeline.map(({ event, at }) => `${event} in minute ${at / 60_000}`);
  console.info(`  ${order.side} ${order.type}: ${order.status}; ${steps.slice(2).join(', ')}`);
}
console.info('\nvenue                               fills    gained');
console.info((await compareVenues(series)).join('\n'));
