/**
 * The module that encore.dev loads in place of its native library: the names of facts section 3, and nothing else. Where two
 * spellings of a name exist they are the same class.
 */
export { ApiCallError, ApiCallError as APICallError } from "./calls/api-call-error";
export { CloudProvider, EnvironmentType, LogLevel, MetricType, ObjectErrorKind } from "./enums";
export { Gateway } from "./auth/gateway";
export { Logger } from "./logger/logger";
export { MetricsRegistry } from "./metrics/registry";
export { PubSubSubscription } from "./pubsub/subscription";
export { PubSubTopic } from "./pubsub/topic";
export { Request } from "./request";
export { Runtime } from "./runtime";
export { Secret } from "./secrets/secrets";
export { Cursor, Row } from "./sql/cursor";
export { QueryArgs } from "./sql/query-args";
export { SQLConn, SQLConn as SqlConn } from "./sql/sql-conn";
export { SQLDatabase, SQLDatabase as SqlDatabase } from "./sql/sql-database";
export { Transaction } from "./sql/transaction";
export { CacheCluster } from "./no-cache";
export { ListEntry, ListIterator, ObjectAttrs } from "./objects/attributes";
export { Bucket } from "./objects/bucket";
export { BucketObject } from "./objects/bucket-object";
export { TypedObjectError } from "./objects/typed-error";
export { Decimal } from "./decimal";
export { BodyReader } from "./http/body-reader";
export { ResponseWriter } from "./http/response-writer";
export { Sink, Socket, Stream } from "./streams/handles";
export { WebSocketClient } from "./streams/local-stream";
