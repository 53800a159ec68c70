import type { FastifyRequest } from 'fastify';
import {
  type Allowed,
  epochOf,
  type Instant,
  idOf,
  instantOf,
  type PersonId,
  type Refusal,
  type Region,
} from '#core/kernel';
import { forgetEndedSessions, homeRegion, sessionOf } from '#platform/auth';
import type { Clock } from '#platform/clock';
import { type Db, type Tx, uuid } from '#platform/db';
import type { Html, Site } from '#platform/html';
import { type App, type Ctx, createApp, forgetKeysBefore, type Identity, type Statuses } from '#platform/http';
import type { Log } from '#platform/log';
import type { Job, Module } from '#platform/module';
import { type FirstRun, type Found, firstRunPages, openFirstRun } from './first-run/index.ts';
import { accountPages } from './portal/account.pages.ts';
import { accountRoutes } from './portal/account.routes.ts';
import { apiPages } from './portal/api.pages.ts';
import { serveAssets } from './portal/assets.ts';
import { galleryPages } from './portal/gallery.pages.ts';
import { homePages } from './portal/home.pages.ts';
import { problemPage } from './portal/problem.pages.ts';
import { signInPages } from './portal/sign-in.pages.ts';

/** What the shell asks of the directory. */
export type DirectoryDoor = {
  readonly found: Found;
  jurisdictionName(tx: Tx, region: Region): Promise<string | undefined>;
  personName(tx: Tx, region: Region, person: PersonId): Promise<string | undefined>;
  mayCall(ctx: Ctx, action: string): Promise<Allowed | Refusal>;
};

export type Composition = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Folder of what is kept. */
  readonly dataDir: string;
  readonly directory: DirectoryDoor;
  readonly modules: readonly Module[];
  /** Shows the gallery of components. */
  readonly development?: boolean;
  readonly trustProxy?: boolean | string;
  /** Who stands behind a token; the sessions of the product unless a program plays people without signing them in. */
  identify?(db: Db, token: string, now: Instant): Promise<Identity | undefined>;
  /** Only where the product shows itself with an invented city. */
  readonly demonstration?: Demonstration;
};

/** What the demonstration adds to the product; without one its routes do not exist. */
export type Demonstration = {
  /** One line above every page of the portal. */
  notice(): string;
  /** Stands above the form of the sign-in page. */
  besideSignIn(request: FastifyRequest): Promise<Html>;
  routes(app: App, jobs: readonly Job[]): void;
};

export type Composed = {
  readonly app: App;
  readonly firstRun: FirstRun;
  readonly jobs: readonly Job[];
  /** For jobs; undefined before the first run is done. */
  jobCtx(): Promise<Ctx | undefined>;
};

const DAY = 86_400_000;
/** A repeat later than this is a new request. */
const KEYS_KEPT_DAYS = 90;
const NOWHERE = idOf<Region>('');

/** The whole server, short of listening: platform, portal, modules. */
export async function compose(parts: Composition): Promise<Composed> {
  const { db, clock, log, directory, modules, demonstration } = parts;
  const firstRun = openFirstRun({ db, folder: parts.dataDir, found: directory.found });

  let home: Region | undefined;
  const region = async () => {
    home ??= await homeRegion(db);
    return home ?? NOWHERE;
  };
  const navigation = modules.flatMap(({ portalLinks = [] }) => portalLinks.map(({ href, text }) => ({ href, text })));
  let stylesheet = '';

  async function site(request: FastifyRequest): Promise<Site> {
    const { identity, ctx } = request;
    const of = ctx.region;
    const name = of === NOWHERE ? undefined : await directory.jurisdictionName(db, of);
    const person = identity && (await directory.personName(db, of, identity.person));
    const own =
      identity === undefined
        ? [{ href: '/sign-in', text: '登录' }]
        : [
            { href: '/workbench/', text: '工作台' },
            { href: '/sessions', text: person ?? '我的登录' },
          ];
    return {
      name: name ?? '',
      ...(person === undefined ? {} : { person }),
      stylesheet,
      navigation: of === NOWHERE ? [] : [...navigation, ...own],
      path: request.url,
      largeType: request.cookies.type === 'large',
      ...(demonstration === undefined ? {} : { notice: demonstration.notice() }),
    };
  }

  const app = await createApp({
    db,
    clock,
    log,
    title: '机关效能建设平台',
    version: parts.version,
    region,
    identify: parts.identify ?? sessionOf,
    mayCall: directory.mayCall,
    site,
    problemPage,
    statuses: statusesOf(modules),
    ...(parts.trustProxy === undefined ? {} : { trustProxy: parts.trustProxy }),
  });
  stylesheet = serveAssets(app);
  firstRunPages(app, firstRun);
  homePages(app, modules);
  signInPages(app, demonstration?.besideSignIn);
  accountPages(app);
  accountRoutes(app);
  if (parts.development) galleryPages(app);
  for (const module of modules) {
    await app.register(async (scope) => {
      module.routes?.(scope as App);
      module.pages?.(scope as App);
    });
  }
  const jobs: Job[] = [...modules.flatMap((module) => module.jobs ?? []), housekeeping];
  demonstration?.routes(app, jobs);
  apiPages(app);
  return {
    app,
    firstRun,
    jobs,
    async jobCtx() {
      const of = await region();
      return of === NOWHERE ? undefined : { now: clock.now(), requestId: uuid(), region: of, db };
    },
  };
}

const housekeeping: Job = {
  name: 'housekeeping',
  everySeconds: 3600,
  async run({ db, now }) {
    await forgetKeysBefore(db, instantOf(epochOf(now) - KEYS_KEPT_DAYS * DAY));
    await forgetEndedSessions(db, now);
  },
};

function statusesOf(modules: readonly Module[]): Statuses {
  return Object.assign({ 'FIRST-03': 503 }, ...modules.map(({ statuses = {} }) => statuses));
}
