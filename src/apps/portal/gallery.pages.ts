import { html } from '#platform/html';
import type { App } from '#platform/http';
import { examples, page } from '#ui/portal';

/** Every component of the portal with its examples; not served in production. */
export function galleryPages(app: App): void {
  app.get('/gallery', { config: { access: 'public' } }, (request, reply) =>
    reply.html(
      page({
        site: request.site,
        title: '组件',
        lead: '门户网页的全部组件, 仅在开发时可见。',
        wide: true,
        body: html`${examples.map(({ name, shows }) => html`<h2>${name}</h2>${shows()}`)}`,
      }),
    ),
  );
}
