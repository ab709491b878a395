/* encoder_file.c - encoder-file MODEL OUT [OF]: a small encoder's file for the model, as the tests of whole commands want one; OF
 * is the hash that it names as its model's, in place of MODEL's. */
#include <stdio.h>

#include "encoder_file.h"

int main(int argc, char **argv)
{
    struct model model;
    struct priscus_error err;
    char hex[65];
    priscus_status status = argc < 3 ? PRISCUS_EUSAGE : model_open(argv[1], &model, &err);

    if (argc < 3)
        fprintf(stderr, "usage: encoder-file MODEL OUT [OF]\n");
    if (status == PRISCUS_OK) {
        sha256_hex(model.hash, hex);
        status = encoder_file_save(&model, argc > 3 ? argv[3] : hex, argv[2], &err);
        model_close(&model);
    }
    if (status != PRISCUS_OK && argc >= 3)
        fprintf(stderr, "encoder-file: %s\n", err.message);
    return status != PRISCUS_OK;
}
