import { Component, type ErrorInfo, type ReactNode } from "react";
import { ProblemView } from "@/shared/ui/problem";

interface Props {
  name: string;
  children: ReactNode;
}

/** Holds what a section throws, so that the page around it stands. Give it the section as its key. */
export class SectionBoundary extends Component<Props, { thrown?: Error; where?: string }> {
  override state: { thrown?: Error; where?: string } = {};

  static getDerivedStateFromError(thrown: Error) {
    return { thrown };
  }

  override componentDidCatch(_thrown: Error, { componentStack }: ErrorInfo) {
    this.setState({ where: componentStack ?? "" });
  }

  override render() {
    const { thrown, where } = this.state;
    if (!thrown) return this.props.children;
    return (
      <div className="flex flex-col gap-3 p-4">
        <ProblemView problem={{ title: `${this.props.name} could not be drawn`, detail: thrown.message }} />
        <pre className="mono overflow-auto whitespace-pre-wrap text-fg-3">{where?.trim()}</pre>
      </div>
    );
  }
}
