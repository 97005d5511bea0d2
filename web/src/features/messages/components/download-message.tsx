import { Download } from "lucide-react";
import { useConnection } from "@/connection/context";
import { IconButton } from "@/shared/ui/icon-button";
import { Popover } from "@/shared/ui/popover";
import { messageHref, payloadHref } from "../lib/links";

interface Props {
  stream: string;
  sequence: number;
}

/** A message as a file. The browser fetches it itself, so its size does not matter here. */
export function DownloadMessage({ stream, sequence }: Props) {
  const { id } = useConnection();
  const of = { connection: id, stream };
  return (
    <Popover
      label="Download"
      align="start"
      side="top"
      className="w-64 p-1"
      trigger={<IconButton icon={Download} iconSize={14} label="Download" />}
    >
      <ul>
        <FileLink href={payloadHref(of, sequence)} title="The payload" detail="Its bytes as they are stored" name="" />
        <FileLink
          href={messageHref(of, sequence)}
          title="The message as JSON"
          detail="With subject, time and headers"
          name={`${stream}-${sequence}.json`}
        />
      </ul>
    </Popover>
  );
}

interface LinkProps {
  href: string;
  title: string;
  detail: string;
  /** What it is saved as; empty where the answer says it. */
  name: string;
}

function FileLink({ href, title, detail, name }: LinkProps) {
  return (
    <li>
      <a href={href} download={name} className="block rounded-2 px-2 py-1.5 hover:bg-hover">
        {title} <span className="block text-fg-3 text-small">{detail}</span>
      </a>
    </li>
  );
}
