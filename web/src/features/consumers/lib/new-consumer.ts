/** What a new consumer begins with: one that is kept, and whose messages are acknowledged one by one. */
export const emptyConsumer = `{
  "durable_name": "",
  "filter_subjects": [],
  "deliver_policy": "all",
  "ack_policy": "explicit"
}`;
