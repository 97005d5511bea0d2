import { Link } from "@tanstack/react-router";
import { Radio } from "lucide-react";
import { useConnection } from "@/connection/context";
import { searchOf } from "@/features/live/lib/search";
import { buttonLook } from "@/shared/ui/button";

interface Props {
  /** The stream that the bucket is. */
  stream: string;
  /** Only messages with this subject; all of the bucket without it. */
  subject: string | undefined;
  /** It begins with the last value, in place of what comes from now on. */
  withLast?: boolean;
  title: string;
}

/** Follows what is written into a bucket in the live page. */
export function WatchLink({ stream, subject, withLast = false, title }: Props) {
  const { id } = useConnection();
  const from = withLast ? ({ at: "last", count: 1 } as const) : ({ at: "new" } as const);
  return (
    <Link
      to="/c/$connectionId/live"
      params={{ connectionId: id }}
      search={searchOf({ stream, subject, from })}
      title={title}
      className={buttonLook("plain")}
    >
      <Radio aria-hidden size={13} strokeWidth={2} />
      Watch
    </Link>
  );
}
