import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Cable, Plus, RefreshCw, Timer, Unplug } from "lucide-react";
import { showOverlay } from "@/commands/overlay";
import { type Command, useCommands } from "@/commands/registry";
import { useConnection } from "@/connection/context";
import { useKeepAlive } from "@/connection/keepalive";
import { useReconnect } from "@/connection/reconnect";
import { listQuery } from "@/features/connections/api/list";
import { useSamePage } from "@/features/connections/lib/use-same-page";
import { toast } from "@/shared/ui/toast";
import { sections } from "./pages";

/** What can be done everywhere in a connection: go to its pages, act on it, switch to another. */
export function useShellCommands() {
  const { id, stats } = useConnection();
  const navigate = useNavigate();
  const router = useRouter();
  const hrefOf = (to: string) => router.history.createHref(router.buildLocation({ to }).publicHref);
  const samePage = useSamePage();
  const keepAlive = useKeepAlive(id);
  const reconnect = useReconnect(id);
  const { data } = useQuery(listQuery);
  const others = (data?.connections ?? []).filter((connection) => connection.connection_id !== id);
  useCommands([
    ...sections.flatMap(({ pages }) =>
      pages.map(
        ({ title, to, keys, icon, words }): Command => ({
          id: `page ${to}`,
          title,
          group: "Go to",
          keys,
          icon,
          ...(words ? { words } : {}),
          href: hrefOf(to.replace("$connectionId", id)),
          run: () => void navigate({ to, params: { connectionId: id } }),
        }),
      ),
    ),
    {
      id: "connect",
      title: "New connection",
      group: "Go to",
      keys: "g n",
      icon: Plus,
      run: () => void navigate({ to: "/" }),
    },
    {
      id: "connection",
      title: "This connection",
      words: stats.name,
      group: "Connection",
      keys: "g h",
      icon: Cable,
      run: () => showOverlay("connection"),
    },
    {
      id: "keep alive",
      title: stats.state === "parked" ? "Wake" : "Keep alive",
      group: "Connection",
      icon: Timer,
      run: () => keepAlive.mutate(undefined, { onSuccess: () => toast({ title: `${stats.name} is kept alive` }) }),
    },
    {
      id: "reconnect",
      title: "Reconnect",
      group: "Connection",
      icon: RefreshCw,
      run: () => reconnect.mutate(undefined, { onSuccess: () => toast({ title: `${stats.name} is connected anew` }) }),
    },
    {
      id: "disconnect",
      title: "Disconnect…",
      words: stats.name,
      group: "Connection",
      icon: Unplug,
      run: () => showOverlay("disconnect"),
    },
    ...others.map(
      (connection): Command => ({
        id: `switch ${connection.connection_id}`,
        title: `Switch to ${connection.name}`,
        words: connection.urls.join(" "),
        group: "Connection",
        icon: Cable,
        href: hrefOf(samePage(connection.connection_id).to),
        run: () => void navigate(samePage(connection.connection_id)),
      }),
    ),
  ]);
}
