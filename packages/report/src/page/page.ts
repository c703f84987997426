import { escapeHtml } from '../text/escape-html.js';
import { contentPolicy } from './content-policy.js';
import { script } from './script.js';
import { style } from './style.js';

/** Shapes of fills, defined once and used by every chart. */
const shapes =
  '<svg class="defs" aria-hidden="true"><defs>' +
  '<path id="buy" class="buy" d="M0 1L5 10H-5Z"/>' +
  '<path id="sell" class="sell" d="M0 -1L5 -10H-5Z"/>' +
  '</defs></svg>';

/** Puts a page together around its content: one file that needs no other. */
export function renderPage(title: string, content: string): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style></head>`,
    `<body>${shapes}`,
    content,
    `<script>${script}</script></body></html>`,
    '',
  ].join('\n');
}
