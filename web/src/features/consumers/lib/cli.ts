import type { Stats } from "@/api/types";
import type { useCli } from "@/connection/use-cli";

type Cli = ReturnType<typeof useCli>;

interface Named {
  stream: string;
  name: string;
}

// The commands of the nats CLI that do what the pages of consumers do.

export const listCommands = (cli: Cli, stream: string | undefined) =>
  stream === undefined
    ? [
        { title: "The streams, with how many consumers each has", command: cli.command("stream", "report") },
        {
          title: "Consumers of a stream with unread and in-flight messages",
          command: cli.command("consumer", "report", "STREAM"),
        },
      ]
    : [
        {
          title: "Its consumers with unread and in-flight messages",
          command: cli.named(["consumer", "report"], [stream]),
        },
        { title: "The names of its consumers", command: cli.named(["consumer", "ls", "--names"], [stream]) },
      ];

export const consumerCommands = (cli: Cli, { stream, name }: Named) => [
  { title: "Show this consumer", command: cli.named(["consumer", "info"], [stream, name]) },
  { title: "The same as JSON", command: cli.named(["consumer", "info", "--json"], [stream, name]) },
];

export const createCommands = (cli: Cli, stream: string) => [
  { title: "Make a consumer, asking for what is not said", command: cli.named(["consumer", "add"], [stream]) },
  {
    title: "Make one of a file with its configuration",
    command: cli.named(["consumer", "add", "--config", "FILE"], [stream]),
  },
];

export const editCommands = (cli: Cli, { stream, name }: Named) => [
  { title: "Edit it in your editor", command: cli.named(["consumer", "edit", "--interactive"], [stream, name]) },
];

export const nextCommand = (cli: Cli, { stream, name }: Named, count: number) =>
  cli.named(["consumer", "next", "--no-ack", "--count", String(count)], [stream, name]);

export const pauseCommand = (cli: Cli, { stream, name }: Named, until: string) =>
  cli.named(["consumer", "pause", "--force"], [stream, name, until]);

export const resumeCommand = (cli: Cli, { stream, name }: Named) =>
  cli.named(["consumer", "resume", "--force"], [stream, name]);

export const unpinCommand = (cli: Cli, { stream, name }: Named, group: string) =>
  cli.named(["consumer", "unpin", "--force"], [stream, name, group]);

export const deleteCommand = (cli: Cli, { stream, name }: Named) =>
  cli.named(["consumer", "rm", "--force"], [stream, name]);

/** The CLI has no command of its own for it, so it asks the API. */
export const resetCommand = (cli: Cli, prefix: string, { stream, name }: Named, sequence: number | undefined) =>
  cli.named(
    ["request"],
    [`${prefix}.CONSUMER.RESET.${stream}.${name}`, sequence === undefined ? "{}" : JSON.stringify({ seq: sequence })],
  );

/** Before every subject of the JetStream API, which only the CLI's own commands know by themselves. */
export const apiPrefix = ({
  jetstream_api_prefix: prefix,
  jetstream_domain: domain,
}: Pick<Stats, "jetstream_api_prefix" | "jetstream_domain">) => prefix || (domain ? `$JS.${domain}.API` : "$JS.API");
