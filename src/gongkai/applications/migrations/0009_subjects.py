from django.db import migrations

import gongkai.vault.fields


class Migration(migrations.Migration):
    dependencies = [("applications", "0009_made_public")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="subject",
            field=gongkai.vault.fields.SealedTextField(
                blank=True, default="", max_length=255, verbose_name="申请人的账号"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="application",
            name="subject_fingerprint",
            field=gongkai.vault.fields.FingerprintField(of="subject"),
        ),
    ]
