/** A key cap. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-1 border border-line-strong bg-main px-1 font-medium font-sans text-[11px] text-fg-3 leading-none">
      {children}
    </kbd>
  );
}
