#include "cmarkup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

// The flat form as it grows; `failed` once memory has run out.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  bool failed;
} buffer;

static void put(buffer *out, uint8_t mark, const xmlChar *text, bool lowers) {
  const size_t length = text == NULL ? 0 : strlen((const char *)text);
  if (out->failed) return;
  if (out->capacity - out->count < length + 1) {
    const size_t capacity = 2 * (out->capacity + length + 1);
    uint8_t *grown = realloc(out->bytes, capacity);
    if (grown == NULL) {
      out->failed = true;
      return;
    }
    out->bytes = grown;
    out->capacity = capacity;
  }
  out->bytes[out->count++] = mark;
  for (size_t i = 0; i < length; i++) {
    const xmlChar byte = text[i];
    // HTML mended from rubbish may hold control characters all the same.
    const bool is_mark = byte < 9;
    const bool is_capital = lowers && byte >= 'A' && byte <= 'Z';
    out->bytes[out->count++] = is_mark ? ' ' : is_capital ? byte + 32 : byte;
  }
}

// A tag with more attributes than this was made to keep the parser busy, which compares each with all
// before it.
enum { MOST_ATTRIBUTES = 10000 };

// Whether some tag has too many: words between '<' with a letter behind it and the next '>', those in
// quotes not told apart.
static bool has_monstrous_tag(const uint8_t *bytes, size_t count) {
  size_t words = 0;
  bool is_inside = false;
  for (size_t i = 0; i + 1 < count; i++) {
    const uint8_t byte = bytes[i];
    if (byte == '<') {
      const uint8_t next = bytes[i + 1] | 32;
      is_inside = next >= 'a' && next <= 'z';
      words = 0;
    } else if (byte == '>') {
      is_inside = false;
    } else if (is_inside && byte <= ' ' && bytes[i + 1] > ' ') {
      if (++words > MOST_ATTRIBUTES) return true;
    }
  }
  return false;
}

static void put_name(buffer *out, uint8_t mark, const xmlNs *space, const xmlChar *name) {
  if (space == NULL || space->prefix == NULL) {
    put(out, mark, name, true);
  } else {
    put(out, mark, space->prefix, true);
    put(out, ':', name, true);
  }
}

static void open_element(buffer *out, xmlNode *node) {
  put_name(out, CMARKUP_OPEN, node->ns, node->name);
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
    put_name(out, CMARKUP_ATTRIBUTE, attribute->ns, attribute->name);
    put(out, CMARKUP_VALUE, NULL, false);
    for (xmlNode *part = attribute->children; part != NULL; part = part->next) {
      // A value is one item, however many its parts: they are joined by a space.
      if (part->type == XML_TEXT_NODE) put(out, ' ', part->content, false);
    }
  }
}

// Walks the tree without recursion: its depth is the document's, not the stack's.
static void flatten(buffer *out, xmlNode *root) {
  xmlNode *node = root;
  while (node != NULL) {
    if (node->type == XML_ELEMENT_NODE) {
      open_element(out, node);
      if (node->children != NULL) {
        node = node->children;
        continue;
      }
      put(out, CMARKUP_CLOSE, NULL, false);
    } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      put(out, CMARKUP_TEXT, node->content, false);
    }
    while (node != root && node->next == NULL) {
      node = node->parent;
      put(out, CMARKUP_CLOSE, NULL, false);
    }
    node = node == root ? NULL : node->next;
  }
}

static xmlDoc *parse(
    const uint8_t *bytes, size_t count, bool is_html, const char *encoding) {
  const char *text = (const char *)bytes;
  if (is_html) {
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
        | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    return htmlReadMemory(text, (int)count, NULL, encoding, options);
  }
  xmlParserCtxt *context = xmlNewParserCtxt();
  if (context == NULL) return NULL;
  // Entities that a document declares are never expanded, nor looked for elsewhere.
  context->sax->entityDecl = NULL;
  context->sax->unparsedEntityDecl = NULL;
  context->sax->resolveEntity = NULL;
  context->sax->externalSubset = NULL;
  const int options = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
      | XML_PARSE_NONET | XML_PARSE_COMPACT;
  xmlDoc *document = xmlCtxtReadMemory(context, text, (int)count, NULL, encoding, options);
  xmlFreeParserCtxt(context);
  return document;
}

uint8_t *cmarkup_flatten(
    const uint8_t *bytes, size_t count, bool is_html, const char *encoding, size_t *flat_count) {
  *flat_count = 0;
  if (count == 0 || count > INT_MAX || has_monstrous_tag(bytes, count)) return NULL;
  xmlDoc *document = parse(bytes, count, is_html, encoding);
  if (document == NULL) return NULL;
  buffer out = {.bytes = malloc(count + 64), .capacity = count + 64};
  out.failed = out.bytes == NULL;
  xmlNode *root = xmlDocGetRootElement(document);
  if (root != NULL) flatten(&out, root);
  xmlFreeDoc(document);
  if (out.failed || out.count == 0) {
    free(out.bytes);
    return NULL;
  }
  *flat_count = out.count;
  return out.bytes;
}

void cmarkup_free(uint8_t *flat) { free(flat); }
