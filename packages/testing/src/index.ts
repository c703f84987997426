export {
  accountContract,
  type AccountBench,
  type AccountClause,
  type Held,
} from './contracts/account-contract.js';
export {
  barHistoryContract,
  type BarHistoryBench,
  type BarHistoryClause,
} from './contracts/bar-history-contract.js';
export type { BrokerBench, Mishap } from './contracts/broker-bench.js';
export {
  brokerContract,
  type BrokerClause,
  type BrokerOrderClause,
} from './contracts/broker-contract.js';
export type { BrokerFaultClause } from './contracts/broker-fault-clauses.js';
export type { BrokerLinkedClause } from './contracts/broker-linked-clauses.js';
export { clockContract, type ClockBench, type ClockClause } from './contracts/clock-contract.js';
export {
  journalContract,
  type JournalBench,
  type JournalClause,
} from './contracts/journal-contract.js';
export {
  marketDataFeedContract,
  type MarketDataFeedBench,
  type MarketDataFeedClause,
} from './contracts/market-data-feed-contract.js';
export {
  orderUpdatesContract,
  type OrderUpdatesBench,
  type OrderUpdatesClause,
} from './contracts/order-updates-contract.js';
export type { ContractOptions } from './contracts/run-contract.js';
export type { Expectation, TestRunner } from './contracts/test-runner.js';
export {
  tradingCalendarContract,
  type TradingCalendarBench,
  type TradingCalendarClause,
} from './contracts/trading-calendar-contract.js';
export { approvedOrder, type WantedOrder } from './fakes/approved-order.js';
export {
  createScriptedBroker,
  type ScriptedBrokerSettings,
} from './fakes/create-scripted-broker.js';
export { createScriptedFeed, type ScriptedFeed } from './fakes/create-scripted-feed.js';
export type {
  BrokerCall,
  BrokerScript,
  CancelStep,
  FindStep,
  ScriptedBroker,
  ScriptedFill,
  SubmitStep,
} from './fakes/scripted-broker.js';
export { barsOf, type BarsOfOptions } from './strategies/bars-of.js';
export { decide, type DecidedOrder, type Decisions, type Given } from './strategies/decide.js';
