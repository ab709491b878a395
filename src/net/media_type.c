/* media_type.c - see media_type.h. */
#include "net/media_type.h"

void media_type_read(struct text value, struct text *type, struct text *charset)
{
    struct text rest = value;

    *type = text_trim(text_cut(&rest, ';'));
    *charset = (struct text){ 0 };
    while (rest.ptr) {
        struct text parameter = text_trim(text_cut(&rest, ';'));

        if (!text_starts_fold(parameter, "charset"))
            continue;
        parameter = text_trim(text_of(parameter.ptr + 7, parameter.len - 7));
        if (!text_starts(parameter, "="))
            continue;
        parameter = text_trim(text_of(parameter.ptr + 1, parameter.len - 1));
        while (parameter.len && strchr("\"'", parameter.ptr[0]))
            parameter = text_of(parameter.ptr + 1, parameter.len - 1);
        while (parameter.len && strchr("\"'", parameter.ptr[parameter.len - 1]))
            parameter.len--;
        if (parameter.len) {
            *charset = parameter;
            return;
        }
    }
}
