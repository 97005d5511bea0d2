import { Copy, Download, Search, WrapText } from "lucide-react";
import type { Opened } from "@/payload/open";
import { useDelayed } from "@/shared/lib/use-delayed";
import { IconButton } from "@/shared/ui/icon-button";
import { CopyAction } from "./copy-action";
import { ViewSwitch } from "./view-switch";
import { type View, viewLabels } from "./views";
import { formatReason, formatWord } from "./words";

interface Props {
  opened: Opened;
  views: readonly View[];
  view: View;
  onView: (view: View) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  finding: boolean;
  onFind: () => void;
  copyLabel: string;
  copyText: () => string | Promise<string>;
  onDownload: () => void;
}

/** The views to choose from, what the payload is, and what can be done with it. */
export function ViewerHead({ opened, views, view, onView, copyLabel, copyText, onDownload, ...rest }: Props) {
  const { finding, onFind, wrap, onWrap } = rest;
  const reading = useDelayed(opened.beginning, 200);
  return (
    <div className="flex min-h-toolbar shrink-0 flex-wrap items-center gap-x-2 py-1 pr-2.5 pl-4">
      <ViewSwitch
        label="View"
        value={view}
        onChange={onView}
        options={views.map((value) => ({ value, label: viewLabels[value] }))}
      />
      <span className="truncate-line text-fg-3 text-small" title={formatReason(opened.detected)}>
        {formatWord(opened.detected)}
      </span>
      <span role="status" className="text-fg-3 text-small">
        {reading ? "Reading the rest…" : null}
      </span>
      <span className="flex-1" />
      <div className="flex items-center gap-0.5 max-sm:-ml-3.5 max-sm:[&_button]:size-11">
        <IconButton size="sm" iconSize={14} icon={Search} label="Find" aria-expanded={finding} onClick={onFind} />
        {view === "pretty" || view === "raw" ? (
          <IconButton
            size="sm"
            iconSize={14}
            icon={WrapText}
            label="Wrap long lines"
            aria-pressed={wrap}
            onClick={() => onWrap(!wrap)}
          />
        ) : null}
        <CopyAction icon={Copy} label={copyLabel} text={copyText} />
        <IconButton size="sm" iconSize={14} icon={Download} label="Download as it was stored" onClick={onDownload} />
      </div>
    </div>
  );
}
