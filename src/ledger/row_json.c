/* row_json.c - a row of an answer as JSON: the names of the columns are the keys.
 *
 *     {"party": "VSK", "issue": "ceasefire", "stance": "rejects", "reports": 3, ...} */
#include "base/json_write.h"
#include "ledger/ledger.h"

static bool is_number(const char *value)
{
    size_t n = strspn(value, "0123456789");

    if (n && value[n] == '.') /* a share: 0.875 */
        n += 1 + strspn(value + n + 1, "0123456789");
    return n && value[n] == '\0';
}

void ledger_row_json(const struct ledger_row *row, enum ledger_question question, struct buffer *out)
{
    bool mixed = question == LEDGER_STATS || question == LEDGER_QUALITY; /* one column holds numbers and dates */

    buffer_char(out, '{');
    for (size_t c = 0; c < row->n; c++) {
        if (row->values[c] && (row->types[c] != LEDGER_TEXT || (mixed && is_number(row->values[c])))) {
            json_put_key(out, row->names[c]);
            buffer_c(out, row->values[c]); /* a number, or JSON already */
        } else
            json_put_text(out, row->names[c], text_c(row->values[c]));
    }
    buffer_char(out, '}');
}
