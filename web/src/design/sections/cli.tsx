import { type CliConnection, credentialsNote, natsCli } from "@/shared/lib/cli";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";

const euProd: CliConnection = {
  urls: ["tls://n1.eu.lumen.shop:4222", "tls://n2.eu.lumen.shop:4222"],
  auth: "creds",
  jetstream_domain: "eu",
};
const playground: CliConnection = { urls: ["nats://127.0.0.1:4222"], auth: "none" };

const stream = (connection: CliConnection, name: string) => [
  { title: "Show this stream", command: natsCli(connection, ["stream", "info"], [name]) },
  { title: "List its subjects", command: natsCli(connection, ["stream", "subjects"], [name]) },
  { title: "List its consumers", command: natsCli(connection, ["consumer", "ls"], [name]) },
];

function Cli() {
  return (
    <>
      <Specimen title="In a page's head" note="several commands, credentials left out">
        <CopyAsCli commands={stream(euProd, "ORDERS")} note={credentialsNote(euProd.auth)} align="start" />
      </Specimen>
      <Specimen title="In an empty state" note="one command, which is its own label">
        <CopyAsCli
          label="nats stream add"
          look="plain"
          commands={[
            { title: "Add a stream, answering its questions", command: natsCli(playground, ["stream", "add"]) },
          ]}
          align="start"
        />
      </Specimen>
      <Specimen title="Names that somebody made up" note="quotes, wildcards, control characters, a leading dash, a NUL">
        <CopyAsCli
          align="start"
          commands={[
            { title: "Follow a subject", command: natsCli(playground, ["sub"], ["orders.>"]) },
            {
              title: "A name with quotes and dollars",
              command: natsCli(playground, ["stream", "info"], [`it's "$HOME" \`id\``]),
            },
            {
              title: "A name that clears the screen",
              command: natsCli(playground, ["stream", "info"], ["\u001b[2Jorders"]),
            },
            { title: "A name like a flag", command: natsCli(playground, ["stream", "info"], ["--force"]) },
            { title: "A name with a NUL", command: natsCli(playground, ["stream", "info"], ["a\0b"]) },
          ]}
        />
      </Specimen>
      <Specimen title="Every kind of credentials">
        <div className="flex flex-wrap gap-2">
          {(["user", "token", "nkey", "creds", "jwt", "tls"] as const).map((auth) => (
            <CopyAsCli
              key={auth}
              label={auth}
              look="plain"
              align="start"
              note={credentialsNote(auth)}
              commands={[{ title: "Measure the round trip", command: natsCli({ ...euProd, auth }, ["rtt"]) }]}
            />
          ))}
        </div>
      </Specimen>
    </>
  );
}

export const section: DesignSection = { title: "Copy as CLI", order: 60, Component: Cli };
