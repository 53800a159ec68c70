import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Access, App } from './app.ts';
import { isWrite } from './security.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** Codes with which the route may refuse, besides the shell's own; printed in the documentation. */
    refusals?: readonly string[];
  }
}

/** The document as far as our own page reads it. */
export type OpenApi = {
  openapi: string;
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components?: { schemas?: Record<string, JsonSchema> };
};
export type OpenApiOperation = {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: JsonSchema }[];
  requestBody?: { content: Record<string, { schema?: JsonSchema }>; required?: boolean };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: JsonSchema }> }>;
  'x-access'?: Access;
  'x-refusals'?: string[];
};
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', description: '拒绝代码的说明所在' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: '一句话: 为什么不行, 怎么办' },
    code: { type: 'string', description: '拒绝代码, 如 HTTP-03' },
    requestId: { type: 'string', description: '本次请求的编号, 报障时引用' },
    fields: {
      type: 'array',
      description: '哪一项填写有误',
      items: { type: 'object', properties: { field: { type: 'string' }, sentence: { type: 'string' } } },
    },
    trail: {
      type: 'array',
      description: '为什么: 逐步的理由与依据',
      items: { type: 'object', properties: { sentence: { type: 'string' }, basis: { type: 'string' } } },
    },
    details: { description: '供程序使用的细目' },
  },
};

export async function documentApi(app: App, about: { title: string; version: string }): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: `${about.title}接口`,
        version: about.version,
        description:
          '每个写入请求须带 Idempotency-Key 请求头; 拒绝一律以 application/problem+json 返回, 含代码与中文说明。',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session', description: '登录后的会话' } },
      },
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      if (!url.startsWith('/api/') || url === '/api/' || input.route.method === 'HEAD') {
        return { schema: { ...schema, hide: true }, url };
      }
      const { refusals, headers, ...rest } = { headers: undefined, ...schema };
      const access = input.route.config?.access;
      const methods = [input.route.method].flat();
      const key = {
        type: 'object',
        required: ['Idempotency-Key'],
        properties: {
          'Idempotency-Key': {
            type: 'string',
            minLength: 8,
            maxLength: 200,
            description: '防重复提交的键, 重试时不变',
          },
        },
      };
      const documented = {
        ...rest,
        ...(methods.some(isWrite) && !input.route.config?.computes
          ? { headers: key }
          : headers === undefined
            ? {}
            : { headers }),
        ...(access === 'public' ? {} : { security: [{ session: [] }] }),
        response: {
          ...(rest.response as object | undefined),
          default: {
            description: '拒绝或故障',
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        },
        'x-access': access,
        ...(refusals === undefined ? {} : { 'x-refusals': refusals }),
      };
      return { schema: documented, url };
    },
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () => openApiOf(app));
}

export function openApiOf(app: App): OpenApi {
  return app.swagger() as unknown as OpenApi;
}
