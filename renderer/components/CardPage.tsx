import type { Card } from '../../main/contract/card';

/** The helper's card as it is copied and saved: every line of it, and no other. */
export function CardPage({ card: { title, lead, sections, foot } }: { card: Card }) {
  return (
    <article className="card-page" aria-label={title}>
      <h2>{title}</h2>
      {lead.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {sections.map((section) => (
        <section key={section.title} aria-label={section.title}>
          <h3>{section.title}</h3>
          <ul>
            {section.items.map(({ text, notes }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and the list is made anew as a whole
              <li key={index}>
                {text}
                {notes.length > 0 && (
                  <ul>
                    {notes.map((note, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: as above
                      <li key={at}>{note}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="small">{foot}</p>
    </article>
  );
}
