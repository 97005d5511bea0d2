import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { problemText } from "@/api/problem-text";
import type { Playground } from "@/api/types";
import { useCommands } from "@/commands/registry";
import { Button } from "@/shared/ui/button";
import { useConnect } from "../api/connect";
import { listQuery } from "../api/list";

/** One click into the NATS server that HeyNATS runs itself. Opened once, it goes back to that connection. */
export function PlaygroundRow({
  playground,
  onConnected,
}: {
  playground: Playground;
  onConnected: (id: string) => void;
}) {
  const connect = useConnect();
  const navigate = useNavigate();
  const { data } = useQuery(listQuery);
  const open = data?.connections.find((connection) => connection.urls.includes(playground.url));
  const start = () => {
    if (open) {
      void navigate({ to: "/c/$connectionId", params: { connectionId: open.connection_id } });
      return;
    }
    connect.mutate(
      { url: playground.url, name: "Playground", environment: "development" },
      { onSuccess: (opened) => onConnected(opened.connection_id) },
    );
  };
  useCommands([
    {
      id: "playground",
      title: `Open ${playground.name}`,
      group: "Go to",
      words: playground.url,
      icon: Play,
      run: start,
    },
  ]);
  const problem = connect.error ? problemText("The playground cannot be opened", connect.error) : undefined;
  return (
    <section aria-labelledby="playground-heading" className="border-line border-b">
      <div className="flex items-center gap-3 px-4 py-3">
        <Play aria-hidden size={15} strokeWidth={2} className="text-accent" />
        <div className="min-w-0 flex-1">
          <h2 id="playground-heading" className="font-medium">
            {playground.name}
          </h2>
          <p className="text-fg-2 text-small">{playground.description}</p>
        </div>
        <Button busy={connect.isPending} onClick={start} aria-label={`Open ${playground.name}`}>
          Open
        </Button>
      </div>
      {problem ? (
        <p role="alert" className="px-4 pb-3 text-critical text-small">
          {problem.detail} {problem.hint}
        </p>
      ) : null}
    </section>
  );
}
