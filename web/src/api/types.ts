import type { components, paths } from "./schema";

// The page's names for what the API answers, taken from the paths: the generated schema names may change, the paths do not.

type Content<R> = R extends { content: { "application/json": infer T } } ? T : never;
type Get<P extends keyof paths> = paths[P] extends { get: { responses: { 200: infer R } } } ? Content<R> : never;
type Post<P extends keyof paths> = paths[P] extends { post: { responses: { 200: infer R } } } ? Content<R> : never;
type PostBody<P extends keyof paths> = paths[P] extends { post: { requestBody: infer R } } ? Content<R> : never;
type PutBody<P extends keyof paths> = paths[P] extends { put: { requestBody: infer R } } ? Content<R> : never;

export type Health = Get<"/api/health">;
export type Playground = NonNullable<Health["playground"]>;
export type ConnectionList = Get<"/api/nats/connections">;
export type Connection = ConnectionList["connections"][number];
export type ConnectionState = Connection["state"];
export type Environment = NonNullable<Connection["environment"]>;
export type Stats = Get<"/api/nats/connection/stats">;
export type Change = Stats["changes"][number];
export type ServerInfo = Get<"/api/nats/info">;
export type Account = Get<"/api/nats/account">;
export type JetStream = Account["jetstream"];
export type ConnectionHistory = Get<"/api/nats/connection/history">;
export type JetStreamSummary = Get<"/api/nats/jetstream/summary">;
export type Attention = JetStreamSummary["attention"][number];
export type AccountStatz = Get<"/api/nats/account/statz">;
export type ServerStatsz = Get<"/api/nats/server/statsz">;
export type StreamList = Get<"/api/nats/streams">;
export type StreamSummary = StreamList["streams"][number];
export type StreamDetail = Get<"/api/nats/streams/{stream}">;
export type MessagePage = Get<"/api/nats/streams/{stream}/messages">;
export type Message = MessagePage["messages"][number];
export type MessageCopied = Post<"/api/nats/streams/{stream}/messages/{sequence}/copy">;
export type StreamSubjects = Get<"/api/nats/streams/{stream}/subjects">;
export type Lineage = Get<"/api/nats/streams/{stream}/lineage">;
export type ConsumerList = Get<"/api/nats/consumers">;
export type ConsumerSummary = ConsumerList["consumers"][number];
export type ConsumerVerdict = ConsumerSummary["verdict"];
export type ConsumerDetail = Get<"/api/nats/streams/{stream}/consumers/{consumer}">;
export type FetchedMessage = Post<"/api/nats/streams/{stream}/consumers/{consumer}/next">["messages"][number];
export type ConsumerPreview = Post<"/api/nats/streams/{stream}/consumers/preview">;
export type TestReport = Post<"/api/nats/test">;
export type Stage = TestReport["stages"][number];
export type ConnectRequest = PostBody<"/api/nats/connect">;
export type CredentialsRequest = PutBody<"/api/nats/connection/credentials">;

export type BackupProgress = Get<"/api/nats/streams/{stream}/backup/{download}">;
export type StreamEffects = Get<"/api/nats/streams/{stream}/effects">;

/** RFC 9457 with our additions. Every operation answers it alike. */
export type Problem = paths["/api/health"]["get"]["responses"]["default"]["content"]["application/problem+json"];
// What is said on the WebSocket stands in no path.
export type LiveCommand = components["schemas"]["LiveCommand"];
export type LiveEvent = components["schemas"]["LiveEvent"];

export type PublishedMessage = Post<"/api/nats/publish/message">;
export type PublishTarget = Get<"/api/nats/publish/target">;
export type PublishedLine = components["schemas"]["PublishedLine"];
export type PublishedBatch = components["schemas"]["PublishBatchEnd"]["end"];
export type RequestReplies = Post<"/api/nats/publish/request">;
export type Bucket = Get<"/api/nats/kv/buckets">["buckets"][number];
export type BucketKey = Get<"/api/nats/kv/buckets/{bucket}/keys">["keys"][number];
export type KeysImported = Post<"/api/nats/kv/buckets/{bucket}/import">;
export type KeysDeleted = Post<"/api/nats/kv/buckets/{bucket}/keys/delete">;
export type ObjectBucket = Get<"/api/nats/objects/buckets">["buckets"][number];
export type StoredObject = Get<"/api/nats/objects/buckets/{bucket}/object">;
export type BucketEntry = Get<"/api/nats/kv/buckets/{bucket}/keys/{key}">;
export type NewObjectBucket = components["schemas"]["NewObjectBucket"];
export type NewBucket = components["schemas"]["NewBucket"];
