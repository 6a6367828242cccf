/** A command, exactly as it is run. */
export const CommandText = ({ children }: { children: string }) => (
  <div className="diff command">
    <code>{children}</code>
  </div>
);
