import { Link } from "@tanstack/react-router";
import { useConnection } from "@/connection/context";
import { titleText, visibleText } from "@/shared/grid/visible-text";

/** The name of another stream, which leads to it. */
export function StreamLink({ stream }: { stream: string }) {
  const { id } = useConnection();
  return (
    <Link
      to="/c/$connectionId/streams/$stream"
      params={{ connectionId: id, stream }}
      title={titleText(stream)}
      className="mono -my-1 inline-block max-w-full truncate-line rounded-1 py-1 align-bottom font-medium hover:text-accent hover:underline"
    >
      <bdi>{visibleText(stream)}</bdi>
    </Link>
  );
}
